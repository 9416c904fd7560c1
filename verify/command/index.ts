export { verifyCommand, verifyWords } from './command.ts';
export { VERIFY_COMMAND_CODES, VerifyCommandError } from './error.ts';
export { readWholeFile } from './file-reading.ts';
export { verifyFile, type VerifyExitCode } from './verification.ts';
export { verifyCommandWords } from './words.ts';
