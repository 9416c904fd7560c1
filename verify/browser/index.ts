export { answerLater, canVerifyEd25519 } from './answers.ts';
export { openXml } from './xml-opening.ts';
