export { verifyCommand, verifyWords, type VerifyCommandWorld } from './command.ts';
export { VERIFY_COMMAND_CODES, VerifyCommandError, type VerifyCommandCode } from './error.ts';
export { readWholeFile } from './file-reading.ts';
export { reportJson } from './report-json.ts';
export { reportText } from './report-text.ts';
export {
  verifyFile,
  type FileVerification,
  type VerificationRequest,
  type VerifyExitCode,
} from './verification.ts';
export { verifyCommandWords } from './words.ts';
