import { revise } from '../message/revision.ts';
import { spsCertificate17 } from './definition.ts';

/** Subjects and systems are free texts; the ePhyto tags came with the exchanges of version 17. */
const FREE_TEXTS = {
  'SPSNote/Subject': { unlisted: true },
  'SPSClassification/SystemName': { unlisted: true },
} as const;

/**
 * SPSCertificate 8, with the library of the same directory (D.12B). No published schema of it is at hand: structures are those of version
 * 17 with the elements whose UN identifiers that version's exchanges leave out; versions of the namespaces
 * follow the count of directories.
 */
export const spsCertificate8 = revise(spsCertificate17, {
  name: 'sps-certificate-8',
  title: 'SPSCertificate 8',
  version: '8',
  alsoRead: [],
  namespaceVersions: { rsm: '8', ram: '12', udt: '12', qdt: '12' },
  elements: FREE_TEXTS,
});

/** SPSCertificate 11, with the library of directory D.14A; made as {@link spsCertificate8} is. */
export const spsCertificate11 = revise(spsCertificate17, {
  name: 'sps-certificate-11',
  title: 'SPSCertificate 11',
  version: '11',
  alsoRead: [],
  namespaceVersions: { rsm: '11', ram: '15', udt: '15', qdt: '15' },
  elements: FREE_TEXTS,
});

/**
 * SPSCertificate 17 as TRACES NT exchanges a common health entry document: systems of classes are named by their identifiers, and
 * no list of tags holds.
 */
export const chedCertificate = revise(spsCertificate17, {
  name: 'ched',
  title: 'TRACES CHED (SPSCertificate 17)',
  version: '17',
  alsoRead: [],
  fileSuffix: '-ched',
  elements: FREE_TEXTS,
});
