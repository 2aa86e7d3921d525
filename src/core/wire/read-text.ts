// Simple values as texts of a request: numbers, booleans, times, bytes.

import { bytesFromBase64 } from '../lang/base64.ts';
import { err, ok, type Result } from '../lang/result.ts';
import type { Value } from '../shapes/shape.ts';

/** The type that was expected, by Java's name as AWS says it, and the text that is none. */
export interface UnreadableValue {
  readonly type: 'Integer' | 'Boolean' | 'Timestamp' | 'Blob' | 'String' | 'List' | 'Structure';
  readonly text: string;
}

export function readText(
  text: string,
  kind: 'string' | 'integer' | 'boolean' | 'timestamp' | 'blob',
): Result<Value, UnreadableValue> {
  switch (kind) {
    case 'string':
      return ok(text);
    case 'integer':
      return /^[+-]?\d{1,15}$/.test(text) ? ok(Number(text)) : err({ type: 'Integer', text });
    case 'boolean':
      return /^(true|false)$/i.test(text)
        ? ok(text.toLowerCase() === 'true')
        : err({ type: 'Boolean', text });
    case 'timestamp': {
      const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?)?$/.test(text)
        ? Date.parse(text)
        : /^\d{1,12}(\.\d{1,9})?$/.test(text)
          ? Number(text) * 1000
          : Number.NaN;
      return Number.isNaN(time) ? err({ type: 'Timestamp', text }) : ok(new Date(time));
    }
    case 'blob': {
      const bytes = bytesFromBase64(text);
      return bytes === undefined ? err({ type: 'Blob', text }) : ok(bytes);
    }
  }
}
