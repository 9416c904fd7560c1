export { noteVisit, readDesk, type Desk, type DeskCertificate, type Heap } from './desk.ts';
