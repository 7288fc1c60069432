using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Expressions;

/// <summary>
/// Reads words into a tree. Precedence is Jinja's, from weak to strong: <c>if else</c>, <c>or</c>, <c>and</c>, <c>not</c>,
/// comparisons, <c>+ -</c>, <c>~</c>, <c>* / // %</c>, sign, and what follows a value: members, calls, filters and tests.
/// </summary>
internal sealed class ExpressionParser(List<ExpressionToken> words, ExpressionScope scope)
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];
    private static readonly string[] Tests = ["none", "defined", "undefined", "string", "number", "odd", "even"];
    private static readonly string[] ColumnFacts = ["name", "entity", "type", "position"];

    private readonly ExpressionUses _uses = new();
    private int _at;
    private int _depth;
    private int _nodes;

    private ExpressionToken Now => words[_at];

    /// <exception cref="ExpressionSyntaxException">The words are no expression in this scope.</exception>
    public Expression Read(string text)
    {
        if (Now.Kind is ExpressionTokenKind.End)
            throw Wrong(Now, "the expression is empty");

        var root = Choice();
        if (Now.Kind is not ExpressionTokenKind.End)
            throw Wrong(Now, $"{Describe(Now)} is not expected here");
        return _uses.Describe(text, root);
    }

    private ExpressionNode Choice()
    {
        using var nesting = Nest();
        var value = Or();
        while (Now is { Kind: ExpressionTokenKind.Name, Text: "if" })
        {
            var position = Take().Position;
            var condition = Or();
            var otherwise = TakeWord("else") ? Choice() : null;
            value = Add(new ChoiceNode(position, value, condition, otherwise));
        }

        return value;
    }

    private ExpressionNode Or() => Chain(And, ExpressionTokenKind.Name, ("or", ExpressionOperator.Or));

    private ExpressionNode And() => Chain(Not, ExpressionTokenKind.Name, ("and", ExpressionOperator.And));

    private ExpressionNode Not()
    {
        if (Now is not { Kind: ExpressionTokenKind.Name, Text: "not" })
            return Compare();

        using var nesting = Nest();
        return Add(new UnaryNode(Take().Position, ExpressionOperator.Not, Not()));
    }

    // a < b < c is a < b and b < c.
    private ExpressionNode Compare()
    {
        var left = Sum();
        ExpressionNode? all = null;
        while (true)
        {
            var word = Now;
            var negated = word is { Kind: ExpressionTokenKind.Name, Text: "not" } && words[_at + 1] is { Kind: ExpressionTokenKind.Name, Text: "in" };
            if (negated)
                Take();
            if (!negated && !IsComparison(Now))
                return all ?? left;

            var sign = Take();
            var right = Sum();
            ExpressionNode compared = Add(new BinaryNode(word.Position, OperatorOf(sign.Text), left, right));
            if (negated)
                compared = Add(new UnaryNode(word.Position, ExpressionOperator.Not, compared));

            // The middle of a < b < c is computed twice: nested within itself, that would double again with every level.
            if (all is not null && left is not (LiteralNode or NameNode or ColumnNode))
                throw Wrong(word, "in a chain of comparisons what stands in the middle must be a plain name or value; write a < b and b < c");
            all = all is null ? compared : Add(new BinaryNode(word.Position, ExpressionOperator.And, all, compared));
            left = right;
        }
    }

    private ExpressionNode Sum() => Chain(Joined, ExpressionTokenKind.Sign, ("+", ExpressionOperator.Add), ("-", ExpressionOperator.Subtract));

    private ExpressionNode Joined() => Chain(Product, ExpressionTokenKind.Sign, ("~", ExpressionOperator.Join));

    private ExpressionNode Product() => Chain(
        Signed, ExpressionTokenKind.Sign, ("*", ExpressionOperator.Multiply), ("/", ExpressionOperator.Divide),
        ("//", ExpressionOperator.DivideDown), ("%", ExpressionOperator.Remainder));

    private ExpressionNode Chain(Func<ExpressionNode> next, ExpressionTokenKind kind, params (string Word, ExpressionOperator Operator)[] operators)
    {
        var left = next();
        while (Now.Kind == kind && Array.FindIndex(operators, candidate => candidate.Word == Now.Text) is var found and >= 0)
        {
            var position = Take().Position;
            left = Add(new BinaryNode(position, operators[found].Operator, left, next()));
        }

        return left;
    }

    private ExpressionNode Signed()
    {
        if (Now is { Kind: ExpressionTokenKind.Sign, Text: "-" or "+" })
        {
            using var nesting = Nest();
            var sign = Take();
            var operand = Signed();
            return sign.Text == "+" ? operand : Add(new UnaryNode(sign.Position, ExpressionOperator.Subtract, operand));
        }

        return Following(Primary());
    }

    private ExpressionNode Primary()
    {
        var word = Take();
        switch (word.Kind)
        {
            case ExpressionTokenKind.Number:
                return Add(new LiteralNode(word.Position, word.Number));
            case ExpressionTokenKind.Text:
                return Add(new LiteralNode(word.Position, word.Text));
            case ExpressionTokenKind.Name:
                return Named(word);
            case ExpressionTokenKind.Sign when word.Text == "(":
                var inner = Choice();
                Expect(")", word);
                return inner;
            case ExpressionTokenKind.Sign when word.Text == "[":
                return Add(new ListNode(word.Position, Items("]", word)));
            default:
                throw Wrong(word, $"{Describe(word)} is not expected here; a value is");
        }
    }

    private ExpressionNode Named(ExpressionToken word)
    {
        switch (word.Text)
        {
            case "true" or "True":
                return Add(new LiteralNode(word.Position, true));
            case "false" or "False":
                return Add(new LiteralNode(word.Position, false));
            case "none" or "None" or "null":
                return Add(new LiteralNode(word.Position, null));
            case "this" when scope.HasCell:
                _uses.This = true;
                return Add(new NameNode(word.Position, ExpressionName.This));
            case "index" when scope.HasRow:
                _uses.Index = true;
                return Add(new NameNode(word.Position, ExpressionName.Index));
            case "item" when scope.HasItem:
                return Add(new NameNode(word.Position, ExpressionName.Item));
            case "row" when scope.HasRow:
                return Add(new ColumnNode(word.Position, _uses.Column(MemberOf(word))));
            case "vars":
                return Add(new VariableNode(word.Position, Known(MemberOf(word), word, scope.Variables, "a variable")));
            case "column" when scope.HasCell:
                return Fact(word);
            case "fake":
                return Fake(word);
            case "re":
                return Pattern(word);
            case "random":
                throw Wrong(word, "random is refused: a result must be the same in every run; take an entry of a list with | random, or invent with fake");
            default:
                throw Unknown(word);
        }
    }

    // What can follow a value: .name  .method()  [..]  |filter  is test
    private ExpressionNode Following(ExpressionNode value)
    {
        while (true)
        {
            var word = Now;
            switch (word)
            {
                case { Kind: ExpressionTokenKind.Sign, Text: "." }:
                    Take();
                    var name = TakeName("the name of a member");
                    value = Now is { Kind: ExpressionTokenKind.Sign, Text: "(" }
                        ? Call(FunctionOf(name), name, value)
                        : Add(new MemberNode(name.Position, value, Known(name.Text, name, ["first_name", "last_name", "email", "gender"], "a member of a persona")));
                    break;
                case { Kind: ExpressionTokenKind.Sign, Text: "[" }:
                    Take();
                    value = Bracketed(value, word);
                    break;
                case { Kind: ExpressionTokenKind.Sign, Text: "|" }:
                    Take();
                    var filter = TakeName("the name of a filter");
                    value = Call(FunctionOf(filter), filter, value);
                    break;
                case { Kind: ExpressionTokenKind.Name, Text: "is" }:
                    value = Test(value);
                    break;
                default:
                    return value;
            }
        }
    }

    private ExpressionNode Bracketed(ExpressionNode value, ExpressionToken open)
    {
        var from = Now is { Kind: ExpressionTokenKind.Sign, Text: ":" } ? null : Choice();
        if (!TakeSign(":"))
        {
            Expect("]", open);
            return from is LiteralNode { Value: string member }
                ? Add(new MemberNode(open.Position, value, Known(member, open, ["first_name", "last_name", "email", "gender"], "a member of a persona")))
                : Add(new EntryNode(open.Position, value, from!));
        }

        var to = Now is { Kind: ExpressionTokenKind.Sign, Text: "]" } ? null : Choice();
        Expect("]", open);
        return Add(new SliceNode(open.Position, value, from, to));
    }

    private ExpressionNode Test(ExpressionNode value)
    {
        Take();
        var negated = TakeWord("not");
        var word = TakeName("a test such as none");
        var name = Known(word.Text is "None" ? "none" : word.Text, word, Tests, "a test");
        ExpressionNode tested = name switch
        {
            "defined" => Add(new UnaryNode(word.Position, ExpressionOperator.Not, Add(new CallNode(word.Position, "none", [value])))),
            "undefined" => Add(new CallNode(word.Position, "none", [value])),
            "string" => Add(new CallNode(word.Position, "istext", [value])),
            _ => Add(new CallNode(word.Position, name, [value])),
        };
        return negated ? Add(new UnaryNode(word.Position, ExpressionOperator.Not, tested)) : tested;
    }

    private ExpressionNode Fact(ExpressionToken word)
    {
        var name = Known(MemberOf(word), word, ColumnFacts, "known about a column");
        _uses.Entity |= name is "entity";
        return Add(new ColumnFactNode(word.Position, (ColumnFact)Array.IndexOf(ColumnFacts, name)));
    }

    private ExpressionNode Fake(ExpressionToken word)
    {
        _uses.Seed(scope);
        if (Now is { Kind: ExpressionTokenKind.Sign, Text: "(" })
            throw Wrong(word, "fake takes no locale: fakes are English; write fake.first_name()");
        Expect(".", word);
        var name = TakeName("what to invent");
        if (name.Text is "persona")
            return Call(ExpressionFunctions.ByName["persona"], name, subject: null);

        var entity = FakeNames.ByName[Known(name.Text, name, [.. FakeNames.ByName.Keys], "something that is invented")];
        var open = Now;
        Expect("(", name);
        if (!TakeSign(")"))
            throw Wrong(open, $"fake.{name.Text} takes no arguments here");
        return Add(new FakeNode(word.Position, entity));
    }

    private ExpressionNode Pattern(ExpressionToken word)
    {
        Expect(".", word);
        var name = TakeName("sub, match, search or fullmatch");
        var known = Known($"re.{name.Text}", name, ["re.sub", "re.match", "re.search", "re.fullmatch"], "a function of re");
        var call = (CallNode)Call(ExpressionFunctions.ByName[known], name, subject: null);
        if (call.Arguments[0] is not LiteralNode { Value: string pattern } literal)
            throw Wrong(name, "the pattern must be a text in quotes");
        if (ExpressionPattern.TryMake(pattern, out var why) is null)
            throw new ExpressionSyntaxException(literal.Position, why);
        return call;
    }

    private ExpressionNode Call(ExpressionFunction function, ExpressionToken name, ExpressionNode? subject)
    {
        var arguments = new ExpressionNode?[function.Parameters.Count];
        var next = 0;
        if (subject is not null)
            arguments[next++] = subject;

        if (TakeSign("("))
        {
            while (!TakeSign(")"))
            {
                var place = next;
                if (Now.Kind is ExpressionTokenKind.Name && words[_at + 1] is { Kind: ExpressionTokenKind.Sign, Text: "=" })
                {
                    var parameter = Take();
                    Take();
                    Known(parameter.Text, parameter, function.Parameters, $"a parameter of {function.Name}");
                    place = function.Parameters.ToList().IndexOf(parameter.Text);
                }
                else
                {
                    next++;
                }

                if (place >= arguments.Length || arguments[place] is not null)
                    throw Wrong(Now, $"{function.Name} takes {Signature(function, subject is not null)}");
                arguments[place] = Choice();
                if (!TakeSign(",") && Now is not { Kind: ExpressionTokenKind.Sign, Text: ")" })
                    throw Wrong(Now, $"{Describe(Now)} is not expected here; a comma or ) is");
            }
        }
        else if (subject is null)
        {
            throw Wrong(name, $"{function.Name} needs ( and )");
        }

        if (arguments.Take(function.Required).Any(argument => argument is null))
            throw Wrong(name, $"{function.Name} takes {Signature(function, subject is not null)}");

        if (function.Name is "fake" or "random" or "persona")
            _uses.Seed(scope);
        _uses.Key |= function.Name is "hash" or "pseudonym" or "date_shift";
        return Add(new CallNode(name.Position, function.Name, arguments));
    }

    private List<ExpressionNode> Items(string close, ExpressionToken open)
    {
        var items = new List<ExpressionNode>();
        while (!TakeSign(close))
        {
            items.Add(Choice());
            if (!TakeSign(",") && Now is not { Kind: ExpressionTokenKind.Sign, Text: "]" })
                throw Wrong(open, "a list is not closed");
        }

        return items;
    }

    // row.name and row["name"], and the same of vars and column.
    private string MemberOf(ExpressionToken word)
    {
        if (TakeSign("["))
        {
            var name = Take();
            if (name.Kind is not ExpressionTokenKind.Text)
                throw Wrong(name, $"{word.Text}[…] needs a name in quotes");
            Expect("]", word);
            return name.Text;
        }

        if (!TakeSign("."))
            throw Wrong(word, $"{word.Text} needs a name after it: {word.Text}.name or {word.Text}[\"name\"]");
        return TakeName("a name").Text;
    }

    private static ExpressionFunction FunctionOf(ExpressionToken name)
    {
        if (ExpressionFunctions.ByName.TryGetValue(name.Text, out var function) && function.Name is not "persona")
            return function;
        if (ExpressionFunctions.Refused.TryGetValue(name.Text, out var instead))
            throw Wrong(name, $"{name.Text} is not supported; {instead}");
        throw Wrong(name, $"there is no {name.Text}{Meant(name.Text, ExpressionFunctions.ByName.Keys)}");
    }

    private ExpressionSyntaxException Unknown(ExpressionToken word)
    {
        if (word.Text is "data")
            return Wrong(word, "data is not supported: an expression sees one row at a time");
        if (word.Text is "this" or "row" or "index" or "column" or "item")
            return Wrong(word, $"{word.Text} has no meaning here");
        if (word.Text is "globals" or "timedelta" or "range" or "namespace" or "dict" or "lipsum" or "cycler" or "joiner")
            return Wrong(word, $"{word.Text} is not supported");

        string[] names = ["this", "row", "index", "column", "vars", "fake", "re", "true", "false", "none", "not"];
        return Wrong(word, $"there is no {word.Text}{Meant(word.Text, names)}; a text needs quotes, a column row.{word.Text}");
    }

    private static string Known(string name, ExpressionToken at, IReadOnlyCollection<string> names, string what) => names.Contains(name)
        ? name
        : throw Wrong(at, $"{name} is not {what}{Meant(name, names)}");

    private static string Meant(string name, IEnumerable<string> names) =>
        NearestName.Of(name, names) is { } nearest ? $"; did you mean {nearest}?" : "";

    private static string Signature(ExpressionFunction function, bool hasSubject)
    {
        var parameters = function.Parameters.Select((name, index) => index < function.Required ? name : $"[{name}]").Skip(hasSubject ? 1 : 0).ToList();
        return parameters.Count == 0 ? "no arguments" : $"({string.Join(", ", parameters)})";
    }

    private static bool IsComparison(ExpressionToken word) =>
        (word.Kind is ExpressionTokenKind.Sign && Comparisons.Contains(word.Text)) || word is { Kind: ExpressionTokenKind.Name, Text: "in" };

    private static ExpressionOperator OperatorOf(string sign) => sign switch
    {
        "==" => ExpressionOperator.Equal,
        "!=" => ExpressionOperator.NotEqual,
        "<" => ExpressionOperator.Less,
        "<=" => ExpressionOperator.LessOrEqual,
        ">" => ExpressionOperator.Greater,
        ">=" => ExpressionOperator.GreaterOrEqual,
        _ => ExpressionOperator.In,
    };

    private static string Describe(ExpressionToken word) => word.Kind switch
    {
        ExpressionTokenKind.End => "the end",
        ExpressionTokenKind.Name => word.Text,
        ExpressionTokenKind.Text => "a text",
        ExpressionTokenKind.Number => "a number",
        _ => word.Text is "**" ? "** (there are no powers)" : $"'{word.Text}'",
    };

    private ExpressionToken Take() => Now.Kind is ExpressionTokenKind.End ? Now : words[_at++];

    private bool TakeSign(string sign) => TakeIf(Now.Kind is ExpressionTokenKind.Sign && Now.Text == sign);

    private bool TakeWord(string word) => TakeIf(Now.Kind is ExpressionTokenKind.Name && Now.Text == word);

    private bool TakeIf(bool taken)
    {
        if (taken)
            _at++;
        return taken;
    }

    private ExpressionToken TakeName(string what) =>
        Now.Kind is ExpressionTokenKind.Name ? Take() : throw Wrong(Now, $"{Describe(Now)} is not expected here; {what} is");

    private void Expect(string sign, ExpressionToken after)
    {
        if (!TakeSign(sign))
            throw Wrong(Now.Kind is ExpressionTokenKind.End ? after : Now, $"'{sign}' is missing");
    }

    private T Add<T>(T node)
        where T : ExpressionNode => ++_nodes <= ExpressionLimits.MostNodes
            ? node
            : throw new ExpressionSyntaxException(node.Position, $"an expression may have {ExpressionLimits.MostNodes} parts");

    private Nesting Nest() => ++_depth <= ExpressionLimits.DeepestNesting
        ? new(this)
        : throw Wrong(Now, $"an expression may be nested {ExpressionLimits.DeepestNesting} deep");

    private static ExpressionSyntaxException Wrong(ExpressionToken at, string message) => new(at.Position, message);

    private readonly struct Nesting(ExpressionParser parser) : IDisposable
    {
        public void Dispose() => parser._depth--;
    }
}
