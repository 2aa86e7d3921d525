// The sections of a file and the settings in them, with the places of their lines, for reading and for changing.

import type { AwsFile } from './aws-file.ts';
import type { SectionHeader } from './section-header.ts';

export interface AwsSection {
  readonly header: SectionHeader;
  /** Index of the header's line. */
  readonly from: number;
  /** Index of the last line that is more than blank or comment: the header itself in an empty section. */
  readonly to: number;
  /** In the order of the file; of two with one key the later counts. */
  readonly settings: readonly AwsSetting[];
}

export interface AwsSetting {
  /** In lower case. */
  readonly key: string;
  /** Lines that go on below are joined with a line feed; empty for a nested setting. */
  readonly value: string;
  /** What is indented under a setting without a value of its own. */
  readonly nested: ReadonlyMap<string, string>;
  /** Indexes of the setting's line and of those that belong to it. */
  readonly lines: readonly number[];
}

/** All sections, in order. Settings before the first section belong to none. */
export function sectionsOf(file: AwsFile): readonly AwsSection[] {
  const sections: OpenSection[] = [];
  let section: OpenSection | undefined;
  let setting: OpenSetting | undefined;
  file.lines.forEach((line, index) => {
    if (line.kind === 'section') {
      section = { header: line.header, from: index, to: index, settings: [] };
      sections.push(section);
      setting = undefined;
      return;
    }
    if (section === undefined || line.kind === 'blank' || line.kind === 'comment') return;
    section.to = index;
    if (line.kind === 'setting') {
      setting = { key: line.key, values: [line.value], nested: new Map(), lines: [index] };
      section.settings.push(setting);
    } else if (setting !== undefined && line.kind !== 'unknown') {
      setting.lines.push(index);
      if (line.kind === 'nested') setting.nested.set(line.key, line.value);
      else setting.values.push(line.value);
    }
  });
  return sections.map(({ settings, ...rest }) => ({
    ...rest,
    settings: settings.map(({ values, ...setting }) => ({ ...setting, value: values.join('\n') })),
  }));
}

/** The sections of one profile: several where the file opens it more than once. */
export function profileSections(file: AwsFile, profile: string): readonly AwsSection[] {
  return sectionsOf(file).filter(({ header }) => header.type === 'profile' && header.name === profile);
}

interface OpenSection {
  readonly header: SectionHeader;
  readonly from: number;
  to: number;
  readonly settings: OpenSetting[];
}

interface OpenSetting {
  readonly key: string;
  readonly values: string[];
  readonly nested: Map<string, string>;
  readonly lines: number[];
}
