import type { z } from 'zod';

const nouns: Partial<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'an object',
};

interface Measure {
  less: string;
  more: string;
  unit: string;
}

const ofNumbers: Measure = { less: 'is less than', more: 'is more than', unit: '' };

const measures: Partial<Record<string, Measure>> = {
  string: { less: 'is shorter than', more: 'is longer than', unit: ' characters' },
  array: { less: 'has fewer than', more: 'has more than', unit: ' entries' },
};

/** What is wrong with a value, where its contract has no words of its own for it. */
export function faultWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      return `is not ${nouns[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `is not ${issue.values.map(String).join(' or ')}`;
    case 'too_small': {
      const { less, unit } = measures[issue.origin] ?? ofNumbers;
      return issue.minimum === 1 && unit !== '' ? 'is empty' : `${less} ${issue.minimum}${unit}`;
    }
    case 'too_big': {
      const { more, unit } = measures[issue.origin] ?? ofNumbers;
      return `${more} ${issue.maximum}${unit}`;
    }
    case 'invalid_format':
      return issue.format === 'email' ? 'is not an email address' : undefined;
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return undefined;
  }
}
