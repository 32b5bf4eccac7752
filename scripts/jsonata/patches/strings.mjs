// What builds strings says so before.

export const strings = [
  {
    why: '$string',
    find: "                if (typeof val !== 'undefined' && val !== null && isNumeric(val)) {",
    put: "                spend(1 / 4);\n                if (typeof val === 'string') {\n                    text(val.length);\n                }\n                if (typeof val !== 'undefined' && val !== null && isNumeric(val)) {",
  },
  {
    why: '$string, indented',
    find: '            }, space);',
    put: '            }, space);\n            text(str === undefined ? 0 : str.length);',
  },
  {
    why: 'strings to arrays',
    find: '        for (let char of str) {',
    put: '        spend(str.length / 4);\n        for (let char of str) {',
  },
  {
    why: '$length without an array',
    find: '        return stringToArray(str).length;',
    put: '        spend(str.length / 32);\n        var size = 0;\n        for (var at = 0; at < str.length; at++) {\n            var unit = str.charCodeAt(at);\n            if (unit >= 0xd800 && unit <= 0xdbff && str.charCodeAt(at + 1) >= 0xdc00 && str.charCodeAt(at + 1) <= 0xdfff) {\n                at++;\n            }\n            size++;\n        }\n        return size;',
  },
  {
    why: '$substring without an array where it can',
    find: '        var strArray = stringToArray(str);\n        var strLength',
    put: '        spend(str.length / 64);\n        var strArray = /[\\ud800-\\udbff]/.test(str) ? stringToArray(str) : { length: str.length, slice: (from, to) => ({ join: () => str.slice(from, to) }) };\n        var strLength',
  },
  {
    why: '$pad',
    find: '        if (padLength > 0) {\n            var padding = (new Array(padLength + 1)).join(char);',
    put: '        if (padLength > 0) {\n            text(padLength * char.length + str.length);\n            spend(padLength / 4);\n            var padding = (new Array(padLength + 1)).join(char);',
  },
  {
    why: '$replace, whole match',
    find: '                        substitute += regexMatch.match;',
    put: '                        text(substitute.length + regexMatch.match.length);\n                        substitute += regexMatch.match;',
  },
  {
    why: '$replace, group',
    find: '                                    substitute += submatch;',
    put: '                                    text(substitute.length + submatch.length);\n                                    substitute += submatch;',
  },
  {
    why: '$replace, text',
    find: '                    substitute += replacement.substring(position, index);',
    put: '                    spend(1 / 2);\n                    substitute += replacement.substring(position, index);',
  },
  {
    why: '$replace by text',
    find: '                    result += replacement;',
    put: '                    text(replacement.length);\n                    text(result.length);\n                    meter.left += result.length / 32;\n                    result += replacement;',
  },
  {
    why: '$replace by regex',
    find: '                            result += replacedWith;',
    put: '                            text(replacedWith.length);\n                            text(result.length);\n                            meter.left += result.length / 32;\n                            result += replacedWith;',
  },
  {
    why: '$split by text',
    find: '                result = str.split(separator, limit);',
    put: '                spend(str.length / 8);\n                result = str.split(separator, limit);\n                list(result.length);',
  },
  {
    why: '$join',
    find: '        return strs.join(separator);',
    put: '        text(strs.reduce((size, str) => size + str.length, separator.length * strs.length));\n        return strs.join(separator);',
  },
  {
    why: '&',
    find: '        result = lstr.concat(rstr);',
    put: '        text(lstr.length + rstr.length);\n        result = lstr.concat(rstr);',
  },
  {
    why: 'integer pictures',
    find: '                if (padLength > 0) {\n                    var padding',
    put: '                if (padLength > 0) {\n                    text(padLength);\n                    var padding',
  },
  {
    why: 'integer pictures',
    find: "        const semicolon = picture.lastIndexOf(';');",
    put: "        spend(picture.length * picture.length / 64);\n        const semicolon = picture.lastIndexOf(';');",
  },
  {
    why: 'number pictures',
    find: '        var subPictures = picture.split(',
    put: '        spend(picture.length * picture.length / 64);\n        var subPictures = picture.split(',
  },
  {
    why: 'number pictures with an empty separator',
    find: '                    positions.push(charsToTheRight);',
    put: '                    spend(1 + part.length / 16);\n                    positions.push(charsToTheRight);',
  },
  {
    why: 'infinity has no mantissa',
    find: '            if (mantissa !== 0) {',
    put: '            if (mantissa !== 0 && isFinite(mantissa)) {',
  },
  {
    why: 'infinity in letters',
    find: '            letters.unshift(',
    put: '            spend(1 + letters.length);\n            letters.unshift(',
  },
  {
    why: 'large roman numbers',
    find: '                formattedInteger = decimalToRoman(value);',
    put: '                if (value > 1e6) {\n                    text(Infinity);\n                }\n                formattedInteger = decimalToRoman(value);',
  },
];
