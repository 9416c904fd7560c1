import type { Fault } from '../../../base/index.ts';
import { shapeOf } from '../../../shapes/index.ts';
import { WsdlAddress, type Field } from './address-schema.ts';
import { readDescription, type Operation, type ServiceDescription } from './description/service.ts';
import { DescriptionFault } from './error.ts';
import { planRequest, type Planned } from './message/planning.ts';

/** An operation with its request laid out: what one call needs. */
export interface Act {
  readonly operation: Operation;
  readonly request: Planned;
}

/** A partner's service as it is called: its address, its description, and every operation that the mapping names. */
export interface Mapping {
  readonly address: WsdlAddress;
  readonly description: ServiceDescription;
  /** By the place in the address, such as `/deliver/0`. */
  readonly acts: ReadonlyMap<string, Act>;
}

const shape = shapeOf(WsdlAddress);
const MOST_FAULTS = 50;

/** Addresses that were read: the parameters hand out the same object until they change. */
const known = new WeakMap<object, ReturnType<typeof readAnew>>();

/** Every fault of an address, all together. */
export function addressFaults(value: unknown): readonly Fault[] {
  if (!shape.accepts(value)) return shape.faults(value, 'wsdl-address-unfit', MOST_FAULTS);
  return readAnew(value).faults.slice(0, MOST_FAULTS);
}

/** The mapping that an address is; undefined where it has faults. */
export function readMapping(value: object): Mapping | undefined {
  let kept = known.get(value);
  if (kept === undefined) {
    if (!shape.accepts(value)) return undefined;
    kept = readAnew(value);
    known.set(value, kept);
  }
  return kept.faults.length === 0 ? kept.mapping : undefined;
}

function readAnew(address: WsdlAddress): { readonly mapping?: Mapping; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [...ownFaults(address)];
  const acts = new Map<string, Act>();
  const description = judged('/documents', faults, () => readDescription(address.documents, address.port));
  if (description === undefined) return { faults };
  for (const [place, call] of callsOf(address)) {
    const act = judged(`${place}/operation`, faults, () => actOf(description, call, place, faults));
    if (act !== undefined) acts.set(place, act);
  }
  return { mapping: { address, description, acts }, faults };
}

function judged<Result>(path: string, faults: Fault[], read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DescriptionFault)) throw error;
    faults.push({ code: error.code, path, values: error.values });
    return undefined;
  }
}

interface Call {
  readonly operation: string;
  readonly fields: readonly Field[];
}

function callsOf({ deliver, fetch, confirm }: WsdlAddress): readonly (readonly [string, Call])[] {
  return [
    ...deliver.map((one, index) => [`/deliver/${String(index)}`, one] as const),
    ...(fetch === undefined ? [] : [['/fetch', fetch] as const]),
    ...(fetch?.read === undefined ? [] : [['/fetch/read', fetch.read] as const]),
    ...(confirm === undefined ? [] : [['/confirm', confirm] as const]),
  ];
}

function actOf(description: ServiceDescription, call: Call, place: string, faults: Fault[]): Act {
  const operation = description.operation(call.operation);
  const { planned, faults: found } = planRequest(description.schemas.element(operation.input), call.fields);
  faults.push(...found.map((fault) => ({ ...fault, path: `${place}${fault.path}` })));
  return { operation, request: planned };
}

/** Faults that need no description to be seen. */
function* ownFaults({ url, user, password, deliver, fetch }: WsdlAddress): Generator<Fault> {
  if (!isSafe(url)) yield { code: 'wsdl-address-not-https', path: '/url', values: {} };
  if ((user === undefined) !== (password === undefined))
    yield { code: 'wsdl-password-missing', path: user === undefined ? '/user' : '/password', values: {} };
  if (deliver.length === 0 && fetch === undefined)
    yield { code: 'wsdl-address-idle', path: '/deliver', values: {} };
  const seen = new Set<string>();
  for (const [index, { types, fields, taken, refused, later }] of deliver.entries()) {
    const path = `/deliver/${String(index)}`;
    for (const type of types) {
      if (seen.has(type)) yield { code: 'wsdl-type-twice', path: `${path}/types`, values: { type } };
      seen.add(type);
    }
    if (!fields.some(({ takes }) => takes === 'content'))
      yield { code: 'wsdl-content-missing', path: `${path}/fields`, values: {} };
    const twice = taken.values.find((value) =>
      [refused, later].some((sign) => sign?.path === taken.path && sign.values.includes(value)),
    );
    if (twice !== undefined)
      yield { code: 'wsdl-value-twice', path: `${path}/taken/values`, values: { value: twice } };
  }
}

/** TLS always, but for a service on this very machine. */
function isSafe(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}
