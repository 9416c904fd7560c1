import { signIn } from './program.ts';

/** What the API answers, as JSON. */
export type Told = Readonly<Record<string, unknown>>;

/** One person at the API, by a token; every act brings the version it has seen. */
export interface Desk {
  ask(path: string): Promise<Told>;
  bytes(path: string): Promise<Uint8Array>;
  act(path: string, body: object, version?: number): Promise<Told>;
}

export async function deskOf(url: string, login: string, password: string): Promise<Desk> {
  const token = await signIn(url, login, password);
  const send = async (path: string, options: RequestInit = {}): Promise<Response> => {
    const headers = { authorization: `Bearer ${token}`, ...options.headers };
    const answer = await fetch(`${url}${path}`, { ...options, headers });
    if (!answer.ok) throw new Error(`${login}: ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  return {
    ask: async (path) => (await (await send(path)).json()) as Told,
    bytes: async (path) => new Uint8Array(await (await send(path)).arrayBuffer()),
    async act(path, body, version) {
      const headers = {
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      };
      return (await (
        await send(path, { method: 'POST', headers, body: JSON.stringify(body) })
      ).json()) as Told;
    },
  };
}

/** A certificate as its issue is told. */
export interface IssuedCertificate {
  readonly id: string;
  readonly number: string;
}

export interface Office {
  readonly author: Desk;
  readonly reviewer: Desk;
  readonly signatory: Desk;
}

/** An application through its three acts: written by one, reviewed by another, signed by a third. */
export async function issueBy(office: Office, beginning: object): Promise<IssuedCertificate> {
  const begun = await office.author.act('/v1/applications', beginning);
  const id = String(begun['id']);
  await takeAct(office.author, id, 'submit');
  return signBy(office, id);
}

/** The last two acts on an application that was submitted. */
export async function signBy(office: Office, id: string): Promise<IssuedCertificate> {
  await takeAct(office.reviewer, id, 'review');
  const { certificate } = await takeAct(office.signatory, id, 'sign');
  const { id: issued, number } = certificate as Told;
  return { id: String(issued), number: String(number) };
}

async function takeAct(desk: Desk, id: string, action: string): Promise<Told> {
  const { application } = await desk.ask(`/v1/applications/${id}`);
  return desk.act(`/v1/applications/${id}/actions/${action}`, {}, Number((application as Told)['version']));
}
