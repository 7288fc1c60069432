using System.Security.Cryptography;
using System.Text;
using Freehold.JobContract.Expressions;
using Freehold.JobContract.Transform;
using Freehold.Worker.Expressions;
using Freehold.Worker.Tests.Kernels;
using FsCheck;
using FsCheck.Fluent;

namespace Freehold.Worker.Tests.Expressions;

public sealed class ExpressionTests
{
    private static readonly Dictionary<string, string?> Row = new(StringComparer.Ordinal)
    {
        ["first"] = "Åsa",
        ["last"] = "O'Brien",
        ["age"] = "41",
        ["none"] = null,
        ["empty"] = "",
        ["born"] = "07.03.2020",
        ["list"] = "a,b,c",
    };

    // Numbers and order
    [TestCase("1 + 2 * 3", "7")]
    [TestCase("(1 + 2) * 3", "9")]
    [TestCase("7 // 2 ~ 7 % 2", "31")]
    [TestCase("-7 // 2", "-4")]
    [TestCase("-7 % 3", "2")]
    [TestCase("7 / 2", "3.5")]
    [TestCase("0.1 + 0.2", "0.3")]
    [TestCase("row.age + 1", "42")]
    [TestCase("row.age > 40", "true")]
    [TestCase("row.age < 100", "true")]
    [TestCase("'-1' | zfill(0)", "-1")]
    [TestCase("'-5' < 0 and 0 < '+5' and '-1.5' < -1", "true")]
    [TestCase("0 < 1 < 2 and not 2 < 1", "true")]
    [TestCase("row.age == 41", "true")]
    [TestCase("row.none > 1", "false")]
    [TestCase("row.none == none", "true")]
    [TestCase("1 / 0", "!DivisionByZero")]
    [TestCase("5 % 0", "!DivisionByZero")]
    [TestCase("9223372036854775807 + 1", "!OutOfRange")]
    [TestCase("row.last + 1", "!NotANumber")]
    [TestCase("row.none + 'a'", "!WrongValueType")]
    [TestCase("row.last > 1", "!NotANumber")]
    // Texts
    [TestCase("row.first + ' ' + row.last", "Åsa O'Brien")]
    [TestCase("row.first ~ row.none ~ 1", "Åsa1")]
    [TestCase("row.last | upper", "O'BRIEN")]
    [TestCase("row.last.lower().replace(\"'\", '')", "obrien")]
    [TestCase("'  ab '.strip() | length", "2")]
    [TestCase("'john smith' | title", "John Smith")]
    [TestCase("'abcdef'[1:3] ~ 'abcdef'[-1] ~ 'abcdef'[:2]", "bcfab")]
    [TestCase("'abc'[9]", "!OutOfRange")]
    [TestCase("fake.name()[0:1] | length", "1")]
    [TestCase("row.list.split(',')[1]", "b")]
    [TestCase("row.list.split(',') | join('-')", "a-b-c")]
    [TestCase("row.first | first + '.'", "Å.")]
    [TestCase("row.first | normalize", "Asa")]
    [TestCase("'Straße 5!' | normalize", "Strasse5")]
    [TestCase("'a-b.c' | normalize(allow='-')", "a-bc")]
    [TestCase("'this is a long text' | truncate(12)", "this is...")]
    [TestCase("'abcdefghijklmnopqrstuvwxyz' | truncate(10, end='')", "abcdefghij")]
    [TestCase("'5' | zfill(3)", "005")]
    [TestCase("'b' in row.list", "true")]
    [TestCase("row.last in ['x', \"O'Brien\"]", "true")]
    [TestCase("row.last.startswith('O') and not row.last | endswith('x')", "true")]
    [TestCase("row.none | upper", "null")]
    [TestCase("row.none | default('x')", "x")]
    [TestCase("row.empty | default('x')", "")]
    [TestCase("row.empty | default('x', true)", "x")]
    [TestCase("row.none is none and row.empty is not none and row.none | isna", "true")]
    [TestCase("'y' if row.empty else 'n'", "n")]
    [TestCase("none or 'z'", "z")]
    [TestCase("[1, 2] + 1", "!WrongValueType")]
    // Conversions
    [TestCase("row.age | int + 1", "42")]
    [TestCase("'3.9' | int", "3")]
    [TestCase("'x' | int", "!NotANumber")]
    [TestCase("'x' | int(0)", "0")]
    [TestCase("2.345 | round(2)", "2.34")]
    [TestCase("'-5' | abs", "5")]
    // Column and index
    [TestCase("column.name ~ ' ' ~ column.entity ~ ' ' ~ column.position", "phone phone_number 3")]
    [TestCase("'even' if index % 2 == 0 else 'odd'", "even")]
    // Masks
    [TestCase("'4111111111111234' | partial_mask(0, 'XXXX', 4)", "XXXX1234")]
    [TestCase("'abcdef' | partial_mask(2, '*', 2)", "ab*ef")]
    [TestCase("'abc' | partial_mask(2, '*', 2)", "*c")]
    [TestCase("'a' | partial_mask(2, '*', 2)", "*")]
    [TestCase("row.none | partial_mask(2, '*', 2)", "null")]
    // Dates
    [TestCase("row.born | date_format('%Y/%m/%d')", "2020/03/07")]
    [TestCase("row.born | date_parse", "2020-03-07")]
    [TestCase("row.born | date_parse > '2019-12-31'", "true")]
    [TestCase("row.born | date_shift(0, 0)", "07.03.2020")]
    [TestCase("row.born | date_shift('10d', '10d')", "17.03.2020")]
    [TestCase("'2020-03-07T10:11:12' | date_shift('-1w', '-1w')", "2020-02-29T10:11:12")]
    [TestCase("row.last | date_shift", "!NotADate")]
    [TestCase("row.born | date_shift('today', '1d')", "!OutOfRange")]
    // Patterns
    [TestCase("re.sub('[0-9]+', '#', 'a1b22')", "a#b#")]
    [TestCase("re.sub('(a)(b)', '\\2\\1', 'abab')", "baba")]
    [TestCase("re.sub('(a)', '<\\g<1>>', 'aa', 1)", "<a>a")]
    [TestCase("re.match('a+', 'baa')", "false")]
    [TestCase("re.search('a+', 'baa')", "true")]
    [TestCase("re.fullmatch('[0-9]{2}', row.age)", "true")]
    public void It_computes(string text, string expected) => Assert.That(Evaluated.Cell(text, "cell", Row), Is.EqualTo(expected));

    [Test]
    public void Hash_is_SHA_256_of_the_salt_and_the_value()
    {
        var expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("42Zoë")));
        Assert.That(Evaluated.Of("this | hash", "Zoë", salt: "42").Text, Is.EqualTo(expected));
        Assert.That(Evaluated.Of("this | hash(salt='42')", "Zoë").Text, Is.EqualTo(expected));
    }

    [Test]
    public void A_fake_is_the_one_that_the_action_makes()
    {
        Assert.That(Evaluated.Cell("fake.first_name()", "Anna"), Is.EqualTo(Kernel.Apply(new FakeAction(FakeEntity.FirstName, "default"), "Anna")));
        Assert.That(Evaluated.Cell("column.entity | fake", "+49 30 123456"), Is.EqualTo(Kernel.Apply(new FakeAction(FakeEntity.Phone, "default"), "+49 30 123456")));
        Assert.That(Evaluated.Cell("this | pseudonym", "Anna"), Is.EqualTo(Kernel.Apply(new PseudonymAction("default", "", "", 32), "Anna")));
    }

    [Test]
    public void Without_a_value_fakes_follow_the_row()
    {
        var names = Enumerable.Range(0, 50).Select(index => Evaluated.Cell("fake.name()", index: index)).ToList();
        Assert.That(Enumerable.Range(0, 50).Select(index => Evaluated.Cell("fake.name()", index: index)), Is.EqualTo(names));
        Assert.That(names.Distinct().Count(), Is.GreaterThan(40));
    }

    [Test]
    public void A_persona_belongs_together()
    {
        var first = Evaluated.Cell("fake.persona(row_index=index).first_name", "x", index: 7);
        var last = Evaluated.Cell("fake.persona(row_index=index).last_name", "y", index: 7);
        var email = Evaluated.Cell("fake.persona(row_index=index)['email']", "z", index: 7);
        Assert.That(email, Does.StartWith($"{first}.{last}@".ToLowerInvariant().Replace("'", "", StringComparison.Ordinal)));
    }

    [Test]
    public void A_pick_is_an_entry_and_always_the_same()
    {
        var picks = Enumerable.Range(0, 100).Select(number => Evaluated.Cell("vars.names | random", $"v{number}")).ToList();
        Assert.That(picks.Distinct().Order(), Is.EqualTo(new[] { "a", "b", "c" }));
        Assert.That(Enumerable.Range(0, 100).Select(number => Evaluated.Cell("vars.names | random", $"v{number}")), Is.EqualTo(picks));
    }

    [Test]
    public void Results_are_bounded()
    {
        var doubled = string.Join("", Enumerable.Repeat("(", 40)) + "this" + string.Join("", Enumerable.Repeat(" | replace('a', 'aaaaaaaaaa'))", 40));
        Assert.That(Evaluated.Of(doubled, "aaaa").Fault, Is.EqualTo(RowFault.ResultTooLong));
        Assert.That(Evaluated.Of("re.sub('a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', this)", new string('a', 200_000)).Fault, Is.EqualTo(RowFault.ResultTooLong));
        Assert.That(Evaluated.Of("this.split('a') | length", new string('a', 5_000)).Fault, Is.EqualTo(RowFault.ResultTooLong));
        Assert.That(Evaluated.Of("'1' | zfill(1000000000)").Fault, Is.EqualTo(RowFault.OutOfRange));
    }

    [Test]
    public void A_pattern_made_to_hang_does_not() =>
        Assert.That(Evaluated.Cell("re.fullmatch('(a+)+(a+)+(a|a)*b', this)", new string('a', 5_000)), Is.EqualTo("false").Or.EqualTo("!TooCostly"));

    [Test]
    public void Every_function_of_the_contract_has_a_body()
    {
        var promised = ExpressionFunctions.ByName.Values.Select(function => function.Name).Distinct().Where(name => !name.StartsWith("re.", StringComparison.Ordinal));
        Assert.That(Functions.Names.Order(), Is.EqualTo(promised.Order()));
    }

    /// <summary>Whatever a good expression meets, it has a value or a fault.</summary>
    [Test]
    public void No_cell_makes_it_throw()
    {
        var cells = Gen.OneOf(
            Gen.Elements<string?>(null, "", "-", "0", "-1", "9223372036854775807", "1e9", "\0", "\uD800", "2020-02-30", "9999-12-31", "0001-01-01", "é", "  "),
            ArbMap.Default.GeneratorFor<string?>());
        var functions = ExpressionFunctions.ByName.Values.Distinct().Where(function => function.Name is not "persona" && !function.Name.StartsWith("re.", StringComparison.Ordinal)).ToArray();
        var calls = from function in Gen.Elements(functions)
                    from arguments in Gen.Elements("this", "row.a", "0", "-3", "2.5", "'x'", "none", "true", "[1, this]", "fake.persona()", "(this | date_parse)", "100000000000").ArrayOf(function.Parameters.Count)
                    from sign in Gen.Elements("+", "-", "*", "/", "//", "%", "~", "==", "<", "in", "and", "or")
                    from a in cells
                    from b in cells
                    select ($"{arguments[0]} | {function.Name}({string.Join(", ", arguments.Skip(1))}) {sign} {arguments[^1]}", a, b);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(calls.ToArbitrary(), call =>
        {
            var (text, a, b) = call;
            Evaluated.Of(text, a, new Dictionary<string, string?>(StringComparer.Ordinal) { ["a"] = b });
        }));
    }
}
