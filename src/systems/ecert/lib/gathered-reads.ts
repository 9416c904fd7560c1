import { DatabaseError, scopeText, type Scope } from '../../../database/index.ts';

export interface GatheredReadsOptions<Question, Answer> {
  /** Answers many questions of one scope at once, in their order. */
  readonly ask: (scope: Scope, questions: readonly Question[]) => Promise<readonly Answer[]>;
  /** Questions asked at once at the most (64). */
  readonly most?: number;
}

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

interface Group<Question, Answer> {
  readonly scope: Scope;
  waiting: Waiting<Question, Answer>[];
  underWay: number;
}

/** So many questions are worth a second statement beside the one under way; fewer cost less by waiting for its end. */
const CROWD = 8;
const STATEMENTS = 2;

/**
 * Questions that come together are asked together: those of one turn of the event loop, and those that come while an
 * answer is awaited. Who asks alone is asked for at once. Scopes never share a statement.
 */
export class GatheredReads<Question, Answer> {
  readonly #options: GatheredReadsOptions<Question, Answer>;
  readonly #groups = new Map<string, Group<Question, Answer>>();
  readonly #turn = new Set<Group<Question, Answer>>();

  constructor(options: GatheredReadsOptions<Question, Answer>) {
    this.#options = options;
  }

  /** Rejects as a read of the database does; another's question never makes it fail. */
  read(scope: Scope, question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const key = scopeText(scope);
      let group = this.#groups.get(key);
      if (group === undefined) this.#groups.set(key, (group = { scope, waiting: [], underWay: 0 }));
      group.waiting.push({ question, resolve, reject });
      if (group.underWay === 0) this.#schedule(group);
      else this.#start(key, group);
    });
  }

  /** After what the same turn brings has been added. */
  #schedule(group: Group<Question, Answer>): void {
    if (this.#turn.size === 0) {
      setImmediate(() => {
        const turn = [...this.#turn];
        this.#turn.clear();
        for (const each of turn) this.#start(scopeText(each.scope), each);
      });
    }
    this.#turn.add(group);
  }

  #start(key: string, group: Group<Question, Answer>): void {
    while (group.waiting.length >= (group.underWay === 0 ? 1 : CROWD) && group.underWay < STATEMENTS) {
      const taken = group.waiting.splice(0, this.#options.most ?? 64);
      group.underWay += 1;
      void this.#run(group.scope, taken).finally(() => {
        group.underWay -= 1;
        if (group.waiting.length > 0) this.#start(key, group);
        else if (group.underWay === 0) this.#groups.delete(key);
      });
    }
  }

  async #run(scope: Scope, taken: readonly Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answers = await this.#options.ask(
        scope,
        taken.map(({ question }) => question),
      );
      taken.forEach(({ resolve, reject }, index) => {
        const answer = answers[index];
        if (answer === undefined) reject(new Error('a group of questions was given too few answers'));
        else resolve(answer);
      });
    } catch (error) {
      if (taken.length > 1 && isOfOneValue(error))
        await Promise.all(taken.map((one) => this.#run(scope, [one])));
      else for (const { reject } of taken) reject(error);
    }
  }
}

/** A value that the database cannot take, e.g. a text with U+0000. */
function isOfOneValue(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === 'database-bad-value';
}
