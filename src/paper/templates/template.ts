/** A form of paper as a parameter: its text is in force from when it was approved until another takes its place. */
export interface PaperTemplate {
  readonly name: string;
  /** Part of what was printed: the same certificate under another version is another paper. */
  readonly version: number;
  /** Typst. Reads `/data.json` and, where `attach` is set, embeds `/sealed.xml`. */
  readonly text: string;
}
