export { equipSandbox, fillSandbox, type Sandbox } from './sandbox.ts';
export { SandboxDesk } from './desk.ts';
export { writeKit } from './kit-files.ts';
