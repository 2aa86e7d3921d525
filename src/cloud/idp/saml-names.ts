// What AWS calls the attributes of a SAML assertion, and where assertions for it are sent.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html

const prefix = 'https://aws.amazon.com/SAML/Attributes/';

/** "The value of the Name attribute in the Attribute tag is case-sensitive." */
export const samlAttributes = {
  role: `${prefix}Role`,
  roleSessionName: `${prefix}RoleSessionName`,
  sessionDuration: `${prefix}SessionDuration`,
  sourceIdentity: `${prefix}SourceIdentity`,
  transitiveTagKeys: `${prefix}TransitiveTagKeys`,
  /** The tag's key follows. */
  principalTag: `${prefix}PrincipalTag:`,
} as const;

/** Recipient and audience: AWS's endpoint for signing in. */
export const samlEndpoint = 'https://signin.aws.amazon.com/saml';
