// What builds or reads lists and objects says so before.

export const lists = [
  {
    why: 'the arguments of natives',
    find: '                result = proc.implementation.apply(focus, validatedArgs);',
    put: '                result = sized(proc.implementation.apply(focus, charge(validatedArgs)));',
  },
  {
    why: 'the arguments of natives, partially applied',
    find: '        var result = proc.apply(focus, args);',
    put: '        var result = sized(proc.apply(focus, charge(args)));',
  },
  {
    why: 'lambdas hold on to their frame',
    find: '        var procedure = {\n            [LAMBDA]: true,\n            input: input,',
    put: '        spend(4);\n        var procedure = {\n            [LAMBDA]: true,\n            input: input,',
  },
  {
    why: 'paths flatten',
    find: '                    Array.prototype.forEach.call(res, val => resultSequence.push(val));',
    put: '                    list(resultSequence.length + res.length);\n                    meter.left += resultSequence.length / 16;\n                    spend(res.length / 8);\n                    Array.prototype.forEach.call(res, val => resultSequence.push(val));',
  },
  {
    why: 'lookups flatten',
    find: '                        res.forEach(val => result.push(val));',
    put: '                        list(result.length + res.length);\n                        meter.left += result.length / 16;\n                        spend(res.length / 8);\n                        res.forEach(val => result.push(val));',
  },
  {
    why: 'lookups in lists',
    find: '            for(var ii = 0; ii < input.length; ii++) {\n                var res =  lookup',
    put: '            spend(input.length / 8);\n            for(var ii = 0; ii < input.length; ii++) {\n                var res =  lookup',
  },
  {
    why: '$append copies',
    find: '        const size = arg1.length + arg2.length;',
    put: '        const size = arg1.length + arg2.length;\n        spend(size / 32);',
  },
  {
    why: 'filters by lists of numbers',
    find: '                if (isArrayOfNumbers(res)) {\n                    Array.prototype',
    put: '                if (Array.isArray(res)) {\n                    spend(res.length / 8);\n                }\n                if (isArrayOfNumbers(res)) {\n                    Array.prototype',
  },
  {
    why: 'tuples are objects',
    find: '                for (var bb = 0; bb < res.length; bb++) {',
    put: '                list(result.length + res.length);\n                meter.left += result.length / 16;\n                for (var bb = 0; bb < res.length; bb++) {\n                    spend(1);',
  },
  {
    why: 'ranges',
    find: '        result = new Array(size);',
    put: '        list(size);\n        result = new Array(size);',
  },
  {
    why: 'wildcards flatten',
    find: '    function flatten(arg, flattened) {',
    put: '    function flatten(arg, flattened) {\n        spend(1 / 4);',
  },
  {
    why: 'descendants',
    find: '    function recurseDescendants(input, results) {',
    put: '    function recurseDescendants(input, results) {\n        spend(1 / 4);',
  },
  {
    why: 'keys',
    find: "        return typeof arg === 'object' && arg !== null ? Object.keys(arg) : [];",
    put: "        if (typeof arg !== 'object' || arg === null) {\n            return [];\n        }\n        const names = Object.keys(arg);\n        spend(names.length / 4);\n        return names;",
  },
  {
    why: 'truth of lists',
    find: '            } else if (arg.length > 1) {\n',
    put: '            } else if (arg.length > 1) {\n                spend(arg.length / 8);\n',
  },
  {
    why: 'deep equality',
    find: '        if (lhs === rhs) {\n            return true;',
    put: '        spend(1 / 4);\n        compared(lhs, rhs);\n        if (lhs === rhs) {\n            return true;',
  },
  {
    why: 'deep equality of objects',
    find: '            lkeys = lkeys.sort();',
    put: '            spend(lkeys.length / 2);\n            lkeys = lkeys.sort();',
  },
  {
    why: 'comparison',
    find: "        switch (op) {\n            case '<':\n                result = lhs < rhs;",
    put: "        compared(lhs, rhs);\n        switch (op) {\n            case '<':\n                result = lhs < rhs;",
  },
  {
    why: 'in',
    find: '        for(var i = 0; i < rhs.length; i++) {\n            if(rhs[i] === lhs) {',
    put: "        spend(rhs.length / 16 * (1 + (typeof lhs === 'string' ? lhs.length / 256 : 0)));\n        for(var i = 0; i < rhs.length; i++) {\n            if(rhs[i] === lhs) {",
  },
  {
    why: '$max of long lists',
    find: 'return Math.max.apply(Math, args);',
    put: 'return args.reduce((a, b) => Math.max(a, b));',
  },
  {
    why: '$min of long lists',
    find: 'return Math.min.apply(Math, args);',
    put: 'return args.reduce((a, b) => Math.min(a, b));',
  },
  {
    why: '$distinct of primitive values in linear time',
    find: '            var includes = false;\n',
    put: "            var includes = false;\n            if(typeof value !== 'object' || value === null) {\n                if(value !== value || !seen.has(value)) {\n                    seen.add(value);\n                    results.push(value);\n                }\n                continue;\n            }\n",
  },
  {
    why: '$distinct of primitive values in linear time',
    find: '        var results = isSequence(arr) ? this.createSequence() : [];',
    put: '        var seen = new Set();\n        var results = isSequence(arr) ? this.createSequence() : [];',
  },
  {
    why: 'sorting',
    find: '            comp = function (a, b) {\n                return a > b;',
    put: '            comp = function (a, b) {\n                spend(1 / 4);\n                compared(a, b);\n                return a > b;',
  },
];
