// Amazon S3, by REST-XML.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html

import { uriEncode } from '../core/sigv4/uri-encode.ts';
import { xmlText, type XmlTree } from '../core/wire/xml-reader.ts';
import type { AwsApi } from './aws-api.ts';
import type { Call } from './make-aws-api.ts';
import { lost, readRestXmlAnswer } from './read-answer.ts';
import { readList } from './read-list.ts';

type Bucket = { readonly name: string; readonly creationDate: string };

/** S3 as `call`'s principal sees it; all pages. */
export function makeS3Api(call: Call): AwsApi['s3'] {
  return {
    listBuckets: async () => {
      const buckets: Bucket[] = [];
      const tokens = new Set<string>();
      let query = '';
      for (;;) {
        const reply = await call({ service: 's3', action: 'ListAllMyBuckets', query });
        const answer = readRestXmlAnswer(reply, 'ListBuckets', readBucketPage);
        if (answer.kind !== 'ok') return answer;
        buckets.push(...answer.value.buckets);
        const { token } = answer.value;
        if (token === undefined) return { ...answer, value: buckets };
        if (tokens.has(token)) return lost('`ListBuckets` repeats its pages');
        tokens.add(token);
        query = `continuation-token=${uriEncode(token)}`;
      }
    },
  };
}

function readBucketPage(
  root: XmlTree,
): { readonly buckets: readonly Bucket[]; readonly token: string | undefined } | undefined {
  if (root.name !== 'ListAllMyBucketsResult') return undefined;
  const buckets = readList(root, 'Buckets', 'Bucket', (bucket) => {
    const name = xmlText(bucket, 'Name');
    const creationDate = xmlText(bucket, 'CreationDate');
    return name === undefined || creationDate === undefined ? undefined : { name, creationDate };
  });
  const token = xmlText(root, 'ContinuationToken');
  return buckets === undefined ? undefined : { buckets, token: token === '' ? undefined : token };
}
