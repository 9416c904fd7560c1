const LONGEST = 120;

/**
 * A pure function of texts that keeps its last answers, for where the same few hundred texts come over and over. What it keeps is
 * bounded in number and length.
 */
export function remembered<Answer>(answer: (text: string) => Answer, most = 4_096): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    const said = known.get(text);
    if (said !== undefined) return said;
    const made = answer(text);
    if (text.length > LONGEST) return made;
    if (known.size >= most) known.clear();
    known.set(text, made);
    return made;
  };
}
