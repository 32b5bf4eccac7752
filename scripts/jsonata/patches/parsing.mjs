// The parser is made once, and what it copies is counted.

export const parsing = [
  {
    why: 'the table of symbols is made once, not for every expression',
    find: '    var parser = function (source, recover) {\n        var node;',
    put: '    var makeParser = function () {\n        var source;\n        var recover;\n        var node;',
  },
  {
    why: 'the table of symbols is made once',
    find: '        lexer = tokenizer(source);\n        advance();',
    put: '        return function (text, recovering) {\n        source = text;\n        recover = recovering;\n        errors = [];\n        ancestorLabel = 0;\n        ancestorIndex = 0;\n        ancestry = [];\n        lexer = tokenizer(source);\n        advance();',
  },
  {
    why: 'the table of symbols is made once',
    find: '        return expr;\n    };\n\n    return parser;\n})();',
    put: '        return expr;\n        };\n    };\n\n    var parser = makeParser();\n    return parser;\n})();',
  },
  {
    why: 'operands that are cloned, and cloned again, are counted; regular expressions stay what they are',
    find: 'JSON.parse(JSON.stringify(left))',
    put: 'cloneTree(left)',
    times: 2,
  },
];
