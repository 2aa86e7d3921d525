// Secrets are cut out of a pasted text before anything else reads it.

/** The text without its secrets, and the names under which it had them. */
export interface WithoutSecrets {
  readonly text: string;
  readonly names: readonly string[];
}

// `aws_secret_access_key = …`, `AWS_SECRET_ACCESS_KEY=…`, `"SecretAccessKey": "…"`, `secretAccessKey: '…'`,
// `Secret access key: …`, with the quotes of JSON within JSON; and the XML of STS and IAM.
const named =
  /(aws[_ -]?secret[_ -]?access[_ -]?key|secret[_ -]?access[_ -]?key|aws[_ -]?secret[_ -]?key|secret[_ -]?key)(["'‘’“”]{0,2}\\{0,4}["'‘’“”]{0,2}[ \t]{0,8}(?:=>|[:=>])[ \t]{0,8}b?\\{0,4}["'‘’“”[]?)([^\s"'‘’“”<>\\,;&\]}]+)/gi;

// `--user AKIA…:…`, which the reader of commands drops too: here for whatever else the same text holds.
const ofUser = /([-–—]{1,2}u(?:ser)?[ =]{0,4}[\^$]?["'‘’“”]?[A-Z0-9]{16,32}:)([^\s"'‘’“”^]+)/g;

/** Short values are words such as `None`, which stand in many places. */
const shortestElsewhere = 8;
const mostElsewhere = 8;

/** Drops the value of everything that is named as a secret key, and the same value wherever else it stands. */
export function dropSecrets(text: string): WithoutSecrets {
  const names = new Set<string>();
  const values = new Set<string>();
  const collect = (name: string, value: string): void => {
    names.add(name);
    if (value.length >= shortestElsewhere && values.size < mostElsewhere) values.add(value);
  };
  let cleaned = text
    .replace(named, (_whole, name: string, separator: string, value: string) => {
      collect(name, value);
      return name + separator;
    })
    .replace(ofUser, (_whole, option: string, value: string) => {
      collect('--user', value);
      return option;
    });
  for (const value of values) cleaned = cleaned.replaceAll(value, '');
  return { text: cleaned, names: [...names] };
}
