export { DropAddressSchema, type DropAddress } from './address.ts';
export { dropChannel, type DropChannelOptions } from './channel.ts';
export { dropWords } from './words.ts';
