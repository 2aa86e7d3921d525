// Two files to look at, with the mistakes that people make. The keys are those of AWS's own documentation.
// https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html

export const exampleCredentialsFile = `# Keys of AWS's documentation: nobody's.
[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY

[profile user1]
aws_access_key_id: AKIAI44QH8DHBEXAMPLE
aws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY
`;

export const exampleConfigFile = `[default]
region = us-west-2

[profile marketing]
role_arn = arn:aws:iam::123456789012:role/marketing
source_profile = user1
mfa_serial = arn:aws:iam::123456789012:mfa/jonsmith
region = eu-central-1

[audit]
sso_session = my-sso
`;
