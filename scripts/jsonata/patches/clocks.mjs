// Times decide alike on every machine, and take linear time.

export const clocks = [
  {
    why: 'a time without a zone is UTC, wherever it is read',
    find: '            return Date.parse(timestamp);',
    put: "            return Date.parse(/T[\\d:]+(\\.\\d+)?$/.test(timestamp) ? timestamp + 'Z' : timestamp);",
  },
  {
    why: 'times are matched in linear time',
    find: "        const matcher = new RegExp(fullRegex, 'i'); // TODO can cache this against the picture",
    put: "        spend(20 + fullRegex.length / 2);\n        const matcher = new meter.Regex(new RegExp(fullRegex, 'i'));",
  },
];
