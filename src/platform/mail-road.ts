import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock, RandomBytes } from '../base/index.ts';
import type { Configuration } from '../configuration/index.ts';
import { deriveKey, describeCertificate, readMailKey, type MailKey } from '../crypto/index.ts';
import type { Channel, ChannelName, Delivery, Exchange } from '../exchange/index.ts';
import { dropChannel } from '../exchange/channels/drop/index.ts';
import {
  smtpChannel,
  type Answer,
  type Attachment,
  type SmtpChannel,
  type SmtpListener,
} from '../exchange/channels/smtp/index.ts';
import type { MailServerSettings } from '../mail/index.ts';
import { PlatformError } from './error.ts';
import { openTlsFiles } from './tls-files.ts';

interface Ground {
  readonly configuration: Configuration;
  readonly keyFolder: string;
  /** From which the key of return addresses is derived. */
  readonly secret: Uint8Array;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/** Mail as a road of this installation. */
export interface MailRoad {
  readonly channel: SmtpChannel;
  /** What is attached for people from now on; where it fails the message goes without. */
  attach(attachments: (delivery: Delivery) => Promise<readonly Attachment[]>): void;
  /** Takes partners' mail where a port is configured; undefined where none is. @throws {PlatformError} `port-in-use`. */
  listen(
    exchange: Pick<Exchange, 'partners' | 'reception'>,
    told: {
      readonly onAnswer: (answer: Answer, from: string) => void;
      readonly onFault: (error: unknown) => void;
    },
  ): Promise<SmtpListener | undefined>;
}

/** Opens the roads that are configured and need nothing of the house but its keys. */
export async function addRoads(
  channels: Map<ChannelName, Channel>,
  ground: Ground,
): Promise<MailRoad | undefined> {
  const mail = await openMailRoad(ground);
  for (const road of [mail?.channel, await openDropRoad(ground)])
    if (road !== undefined) channels.set(road.name, road);
  return mail;
}

/**
 * The road of mail, where an address is configured. Its keys lie in the key folder below `mail`: every `NAME.key.pem` with its
 * `NAME.crt.pem`. The one whose certificate ends last signs; all of them open.
 * @throws {PlatformError} `command-file-missing`. @throws {CryptoError} as `readMailKey`.
 */
async function openMailRoad(ground: Ground): Promise<MailRoad | undefined> {
  const { configuration, clock, random, secret } = ground;
  const { mailAddress: mailbox } = configuration;
  if (mailbox === undefined) return undefined;
  const keys = await mailKeys(path.join(ground.keyFolder, 'mail'));
  const relay = relayOf(configuration);
  const signing = await domainKeyOf(configuration, mailbox);
  let attachments: Parameters<MailRoad['attach']>[0] | undefined;
  const channel = smtpChannel({
    mailbox,
    key: keys[0],
    secret: deriveKey(secret, 'counterfoil return addresses of mail'),
    clock,
    random,
    attachments: async (delivery) => (await attachments?.(delivery)) ?? [],
    ...(relay === undefined ? {} : { relay }),
    ...(signing === undefined ? {} : { signing }),
  });
  return {
    channel,
    attach(given) {
      attachments = given;
    },
    async listen({ partners, reception }, told) {
      const { mailHost: host, mailPort: port } = configuration;
      if (port === undefined) return undefined;
      const tls = await openTlsFiles(configuration);
      const given =
        tls === undefined ? undefined : { cert: tls.current().certificate, key: tls.current().key };
      const listening = channel.listen({
        ...told,
        host,
        port,
        ...(given === undefined ? {} : { tls: given }),
        isTlsRequired: configuration.mailTls === 'required',
        keys,
        roads: () => partners.reachedBy('smtp').map((partner) => partners.road(partner, 'smtp')),
        maximumBytes: configuration.mailLimitBytes,
        reception,
      });
      const listener = await listening.catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EADDRINUSE') throw error;
        throw new PlatformError('port-in-use', { host, port }, { cause: error });
      });
      const watching = tls?.watch(
        ({ certificate, key }) => listener.renew({ cert: certificate, key }),
        told.onFault,
      );
      return {
        ...listener,
        close() {
          watching?.stop();
          return listener.close();
        },
      };
    },
  };
}

/** Files as a road, where a folder or a key for partners' servers is configured. @throws {PlatformError} `command-file-missing`. */
async function openDropRoad({ configuration, clock, random }: Ground): Promise<Channel | undefined> {
  const { dropFolder, sftpKeyFile } = configuration;
  if (dropFolder === undefined && sftpKeyFile === undefined) return undefined;
  return dropChannel({
    clock,
    random,
    maximumBytes: configuration.bodyLimitBytes,
    ...(dropFolder === undefined ? {} : { root: path.resolve(dropFolder) }),
    ...(sftpKeyFile === undefined ? {} : { privateKey: await textOf(sftpKeyFile) }),
  });
}

async function mailKeys(folder: string): Promise<readonly [MailKey, ...MailKey[]]> {
  const names = (await readdir(folder).catch((): string[] => [])).filter((name) => name.endsWith('.key.pem'));
  const keys = await Promise.all(
    names.map(async (name) =>
      readMailKey({
        privateKey: await textOf(path.join(folder, name)),
        certificates: await textOf(path.join(folder, name.replace(/\.key\.pem$/, '.crt.pem'))),
      }),
    ),
  );
  const ends = ({ certificate }: MailKey): number => describeCertificate(certificate).ends.getTime();
  const [first, ...rest] = keys.toSorted((left, right) => ends(right) - ends(left));
  if (first === undefined)
    throw new PlatformError('command-file-missing', { file: path.join(folder, '*.key.pem') });
  return [first, ...rest];
}

/** The mail server by which notices go serves partners without one of their own, too. */
function relayOf(configuration: Configuration): MailServerSettings | undefined {
  const { smtpHost, smtpPort, smtpSecurity, smtpUser, smtpPassword } = configuration;
  if (smtpHost === undefined) return undefined;
  const login =
    smtpUser === undefined || smtpPassword === undefined ? {} : { user: smtpUser, password: smtpPassword };
  return { host: smtpHost, port: smtpPort, security: smtpSecurity, ...login };
}

async function domainKeyOf({ dkimKeyFile, dkimSelector }: Configuration, mailbox: string) {
  if (dkimKeyFile === undefined || dkimSelector === undefined) return undefined;
  const domain = mailbox.slice(mailbox.lastIndexOf('@') + 1);
  return { domain, selector: dkimSelector, privateKey: await textOf(dkimKeyFile) };
}

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new PlatformError('command-file-missing', { file }, { cause });
  });
}
