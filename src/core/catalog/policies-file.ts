// How the list of AWS managed policies is stored, in columns, which compress better than rows; their documents
// are in policy-documents-file.ts.

export interface PoliciesFile {
  readonly build: string;
  /** With a space between, by lower-case name. The columns below are in their order. */
  readonly names: string;
  readonly paths: readonly string[];
  /** Places in `paths`, a digit each. */
  readonly pathOf: string;
  /** Numbers of the default versions. */
  readonly versions: readonly number[];
  /** Numbers of the documents, each as the step from the one before. */
  readonly documents: readonly number[];
  /** Places of the retired ones, each as the step from the one before. */
  readonly retired: readonly number[];
  /** Seconds since the epoch, and how many later it was updated. */
  readonly created: readonly number[];
  readonly updatedAfter: readonly number[];
}
