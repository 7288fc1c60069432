using System.Text;
using Freehold.Detection.Columns;
using static Freehold.JobContract.Detection.PersonalDataEntity;

namespace Freehold.Detection.Tests.Columns;

public sealed class ColumnClassifierTests
{
    [Test]
    public void Six_of_ten_values_make_a_column_and_five_do_not()
    {
        Assert.That(Classify("x", 6, "anna@example.org", 4, "none")?.Entity, Is.EqualTo(Email));
        Assert.That(Classify("x", 5, "anna@example.org", 5, "none"), Is.Null);
    }

    [Test]
    public void A_name_that_says_so_makes_up_for_fewer()
    {
        Assert.That(Classify("email", 3, "anna@example.org", 7, "none")?.Entity, Is.EqualTo(Email));
        Assert.That(Classify("email", 2, "anna@example.org", 8, "none"), Is.Null, "a name alone proves nothing");
    }

    [Test]
    public void A_quarter_of_the_values_is_the_least_under_any_threshold()
    {
        var classifier = new ColumnClassifier("email", EntitySet.All);
        for (var row = 0; row < 10; row++)
            classifier.Add(row < 2 ? "anna@example.org"u8 : "none"u8);
        Assert.That(classifier.Classify(0.5), Is.Null);

        classifier.Add("anna@example.org"u8);
        Assert.That(classifier.Classify(0.5)?.Entity, Is.EqualTo(Email));
    }

    [Test]
    public void The_verdict_counts_values_and_holds_none()
    {
        var verdict = Classify("x", 8, "anna@example.org", 2, "none")!;

        Assert.That(verdict, Is.EqualTo(new ColumnVerdict(Email, 0.8, 0.8, 10)));
    }

    [Test]
    public void Empty_values_are_no_samples()
    {
        Assert.That(Classify("x", 3, "anna@example.org", 7, " ")!.Samples, Is.EqualTo(3));
    }

    [Test]
    public void A_sentence_with_an_address_in_it_is_no_address()
    {
        Assert.That(Classify("x", 10, "please write to anna@example.org soon", 0, ""), Is.Null);
    }

    [Test]
    public void Nine_digits_are_what_the_column_says()
    {
        Assert.That(Classify("ssn", 10, "457555462", 0, "")?.Entity, Is.EqualTo(UsSsn));
        Assert.That(Classify("amount", 10, "457555462", 0, ""), Is.Null);
    }

    [Test]
    public void A_threshold_may_be_asked_for()
    {
        var classifier = new ColumnClassifier("x", EntitySet.All);
        for (var row = 0; row < 10; row++)
            classifier.Add(row < 8 ? "anna@example.org"u8 : "none"u8);

        Assert.That(classifier.Classify(0.9), Is.Null);
        Assert.That(classifier.Classify(0.8)?.Entity, Is.EqualTo(Email));
    }

    private static ColumnVerdict? Classify(string column, int count, string value, int others, string other)
    {
        var classifier = new ColumnClassifier(column, EntitySet.All);
        for (var row = 0; row < count; row++)
            classifier.Add(Encoding.UTF8.GetBytes(value));
        for (var row = 0; row < others; row++)
            classifier.Add(Encoding.UTF8.GetBytes(other));
        return classifier.Classify();
    }
}
