using Freehold.JobContract.Expressions;
using FsCheck;
using FsCheck.Fluent;

namespace Freehold.JobContract.Tests.Expressions;

public sealed class ExpressionParsingTests
{
    private static readonly ExpressionScope Scope = ExpressionScope.Cell with { Variables = ["limit"] };

    [TestCase("this")]
    [TestCase("{{ this | lower }}")]
    [TestCase("  {{this}}\n")]
    [TestCase("row.first_name + ' ' + row[\"last name\"]")]
    [TestCase("index % 2 == 1 and not this is none")]
    [TestCase("this in ['a', \"b\"] or this not in row.other")]
    [TestCase("'x' if row.a >= 18 else none")]
    [TestCase("this | hash | truncate(10, end='')")]
    [TestCase("fake.persona(row_index=index).email")]
    [TestCase("(row.a | lower | first + row.b | lower) | normalize + '@' + vars.limit")]
    [TestCase("re.sub('[0-9]+', '#', this)")]
    [TestCase("this[:3] ~ this[-1]")]
    [TestCase("0 < this < 10")]
    [TestCase("column.entity | fake")]
    public void It_is_an_expression(string text)
    {
        var (expression, problem) = Expression.Parse(text, Scope);
        Assert.That(problem, Is.Null);
        Assert.That(expression!.Root, Is.Not.Null);
    }

    [TestCase("", 1, "empty")]
    [TestCase("this |", 7, "filter")]
    [TestCase("this | lowr", 8, "did you mean lower?")]
    [TestCase("thsi", 1, "did you mean this?")]
    [TestCase("Company", 1, "quotes")]
    [TestCase("row", 1, "row.name")]
    [TestCase("vars.limt", 1, "did you mean limit?")]
    [TestCase("column.nmae", 1, "did you mean name?")]
    [TestCase("fake.frist_name()", 6, "did you mean first_name?")]
    [TestCase("fake('de_DE').name()", 1, "English")]
    [TestCase("fake.name(1)", 10, "no arguments")]
    [TestCase("this | partial_mask(1)", 8, "(left, mask, right, [tolerance])")]
    [TestCase("this | replace('a', 'b', cuont=1)", 26, "did you mean count?")]
    [TestCase("random.choice([1])", 1, "refused")]
    [TestCase("this | fake_entities", 8, "use fake")]
    [TestCase("data.a", 1, "one row at a time")]
    [TestCase("1 +", 4, "a value is")]
    [TestCase("(1", 1, "missing")]
    [TestCase("'abc", 1, "not closed")]
    [TestCase("2 ** 3", 3, "no powers")]
    [TestCase("this; this", 5, "no meaning")]
    [TestCase("a {{ this }}", 3, "braces")]
    [TestCase("re.sub(this, 'a', 'b')", 4, "quotes")]
    [TestCase("re.match('(?=a)', this)", 10, "look-arounds")]
    [TestCase("re.match('(a)\\1', this)", 10, "back references")]
    [TestCase("re.match('(a{100}){100}', this)", 10, "repeat")]
    [TestCase("re.match('(', this)", 10, "no valid")]
    [TestCase("99999999999999999999", 1, "too large")]
    [TestCase("item", 1, "no meaning here")]
    [TestCase("0 < (this | int) < 10", 18, "a < b and b < c")]
    public void The_problem_names_the_place_and_the_remedy(string text, int position, string says)
    {
        var (expression, problem) = Expression.Parse(text, Scope);

        Assert.That(expression, Is.Null);
        Assert.That(problem!.Message, Does.Contain(says));
        Assert.That(problem.Position, Is.EqualTo(position), problem.Message);
    }

    [TestCase("this")]
    [TestCase("column.name")]
    public void Over_whole_rows_there_is_no_cell(string text) =>
        Assert.That(Expression.Parse(text, ExpressionScope.Row).Problem!.Message, Does.Contain("no meaning here"));

    [Test]
    public void What_it_needs_is_noted()
    {
        var read = Expression.Parse("row.a if index > 0 and row.b else fake.name()", Scope).Expression!;
        Assert.That((read.UsesIndex, read.UsesThis, read.UsesKey, read.UsesEntity), Is.EqualTo((true, true, true, false)));
        Assert.That(read.Columns, Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public void Hostile_texts_end_in_problems()
    {
        var hostile = new[]
        {
            new string('(', 100_000),
            new string('(', 3_000),
            new string('[', 3_000),
            string.Concat(Enumerable.Repeat("not ", 900)) + "this",
            string.Concat(Enumerable.Repeat("-", 3_000)) + "1",
            string.Concat(Enumerable.Repeat("1 if ", 700)) + "1",
            string.Join('+', Enumerable.Repeat("1", 1_500)),
            "this" + string.Concat(Enumerable.Repeat("|lower", 600)),
            "this" + string.Concat(Enumerable.Repeat("[0]", 1_000)),
        };
        foreach (var text in hostile)
            Assert.That(Expression.Parse(text, Scope).Problem, Is.Not.Null, text[..20]);
    }

    /// <summary>Whatever the text, there is an expression or a problem within it, and never an exception.</summary>
    [Test]
    public void Random_texts_are_read_or_refused()
    {
        string[] words =
        [
            "this", "row", ".", "a", "[", "]", "(", ")", "|", "lower", "fake", "name", "'", "\"", "\\", "1", "2.5", "if", "else", "not", "in", "is", "none",
            "and", "or", ",", "=", "==", "<", "+", "-", "~", "*", "/", "//", "%", "{{", "}}", ":", "re", "sub", "vars", "limit", "é", "\0", "\uD800", " ", "replace",
        ];
        var texts = Gen.Elements(words).ListOf().Select(some => string.Join("", some));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000).WithEndSize(40), Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var (expression, problem) = Expression.Parse(text, Scope);
            return expression is null != problem is null && (problem is null || (problem.Position >= 1 && problem.Position <= text.Length + 1));
        }));
    }
}
