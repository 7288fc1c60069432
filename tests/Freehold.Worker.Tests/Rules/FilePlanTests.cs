using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;
using Freehold.Worker.Rules;

namespace Freehold.Worker.Tests.Rules;

public sealed class FilePlanTests
{
    private static readonly string[] Columns = ["id", "first_name", "last_name", "email"];

    [Test]
    public void The_first_rule_that_matches_a_column_decides()
    {
        var plan = Settle(Rule("*_name", new RedactAction("first")), Rule("last_name", new RedactAction("second")), Rule("*", new RedactAction("third")));

        Assert.That(plan.Columns.Select(column => ((RedactAction)column.Action!).With), Is.EqualTo(new[] { "third", "first", "first", "third" }));
    }

    [Test]
    public void Columns_without_a_rule_pass_and_dropped_ones_are_gone()
    {
        var plan = Settle(Rule("email", new DropAction()));

        Assert.That(plan.Columns.Select(column => (column.Index, column.OutputName, column.Action)),
            Is.EqualTo(new (int, string, TransformAction?)[] { (0, "id", null), (1, "first_name", null), (2, "last_name", null) }));
    }

    [Test]
    public void A_rule_for_other_files_is_no_rule_here()
    {
        var plan = Settle(new TransformRule { Columns = ["no_such_column"], Files = "orders*.csv", Action = new DropAction() });
        Assert.That(plan.Columns, Has.Count.EqualTo(4));
    }

    [Test]
    public void A_column_can_be_renamed_and_transformed_at_once()
    {
        var plan = Settle(new TransformRule { Columns = ["email"], As = "mail", Action = new RedactAction(null) });
        Assert.That((plan.Columns[3].OutputName, plan.Columns[3].Action), Is.EqualTo(("mail", (TransformAction)new RedactAction(null))));
    }

    [TestCase("emial", "email")]
    [TestCase("Email", "email")]
    [TestCase("telephone", "")]
    public void A_column_that_is_not_there_fails_with_the_nearest_one(string name, string nearest)
    {
        var failure = FailureOf(Rule(name, new DropAction()));

        Assert.That((failure.Detail, failure.ColumnName, failure.Suggestion, failure.ObjectName),
            Is.EqualTo((FailureDetail.UnknownColumn, name, nearest, "people.csv")));
    }

    [Test]
    public void A_subject_that_is_not_there_fails_too() =>
        Assert.That(
            FailureOf(Rule("id", new DateShiftAction(1, "person", "default", InvalidDates.Fail))).ColumnName, Is.EqualTo("person"));

    [Test]
    public void Blocking_names_every_column_without_a_rule()
    {
        var failure = Assert.Throws<JobFailedException>(() => FilePlan.Settle(
            new TransformSpec { Rules = [Rule("*_name", new DropAction())], Default = UnruledColumns.Block },
            "people.csv", "people.csv", Columns))!.Failure;

        Assert.That((failure.Detail, failure.ColumnName), Is.EqualTo((FailureDetail.ColumnWithoutRule, "id, email")));
    }

    [Test]
    public void Two_columns_of_one_name_are_refused() =>
        Assert.That(
            FailureOf(new TransformRule { Columns = ["email"], As = "id", Action = new KeepAction() }).Detail,
            Is.EqualTo(FailureDetail.DuplicateColumn));

    private static TransformRule Rule(string columns, TransformAction action) => new() { Columns = [columns], Action = action };

    private static FilePlan Settle(params TransformRule[] rules) =>
        FilePlan.Settle(new TransformSpec { Rules = rules }, "people.csv", "people.csv", Columns);

    private static Failure FailureOf(params TransformRule[] rules) =>
        Assert.Throws<JobFailedException>(() => Settle(rules))!.Failure;
}
