/** A program or library from outside npm that some of Potoo wants. */
export interface SystemTool {
  /** How people call it. */
  readonly name: string;
  /** What does not work without it, as the end of "Without it, …". */
  readonly without: string;
  /** Debian packages that bring it. Empty where a distribution has none that works without a desktop. */
  packagesOn(distribution: string): readonly string[];
  /** What to do where apt cannot help. */
  readonly remedy: string;
  /** Looks for it on the disk; starts no process. */
  isInstalled(): boolean;
}
