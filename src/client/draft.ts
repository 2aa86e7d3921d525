// What the request builder holds: a call as its author thinks of it, before it is an HTTP message.

export interface RequestDraft {
  /** Service prefix as in IAM actions: `iam`, `s3`, `ec2`. */
  readonly service: string;
  /** Without the prefix: `CreateUser`. */
  readonly action: string;
  /** Resource ARN, or `*`. For modelled services the parameters say more; kept for `s3:GetObject` (`arn:aws:s3:::bucket/key`). */
  readonly resource: string;
  readonly region: string;
  /** Query parameters of IAM and STS: `[['UserName', 'alice']]`. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}
