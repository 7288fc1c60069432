using Freehold.JobContract.Transform;
using FsCheck;
using FsCheck.Fluent;

namespace Freehold.Worker.Tests.Kernels;

public sealed class DateShiftTests
{
    // The subject p-1 moves by 8 days where at most 30 are allowed.
    [TestCase("2020-03-07", "2020-03-15")]
    [TestCase("2020/03/07", "2020/03/15")]
    [TestCase("20200307", "20200315")]
    [TestCase("07.03.2020", "15.03.2020")]
    [TestCase("7.3.2020", "15.3.2020")]
    [TestCase("27.3.2020", "4.4.2020")]
    [TestCase("07-03-2020", "15-03-2020")]
    [TestCase("03/07/2020", "03/15/2020")]
    [TestCase("3/7/2020", "3/15/2020")]
    [TestCase("2020-03-07T23:59:59.123Z", "2020-03-15T23:59:59.123Z")]
    [TestCase("2020-03-07 08:00", "2020-03-15 08:00")]
    [TestCase("3/7/2020 8:00 PM", "3/15/2020 8:00 PM")]
    [TestCase("2020-02-25", "2020-03-04")]
    public void A_date_is_written_as_it_was(string date, string moved) =>
        Assert.That(Shift(date, "p-1"), Is.EqualTo(moved));

    [TestCase("yesterday")]
    [TestCase("2020-13-01")]
    [TestCase("2020-02-30")]
    [TestCase("13/04/2020")]
    [TestCase("2020-03")]
    [TestCase("1/1/20")]
    [TestCase("2020-03-07x")]
    [TestCase("2020-03-07 canary")]
    [TestCase("2020-03-07T")]
    [TestCase("12020-03-07")]
    [TestCase("9999-12-31")]
    [TestCase("-")]
    [TestCase("1.2")]
    public void What_is_no_date_or_would_leave_the_calendar_is_refused(string value)
    {
        Assert.That(Shift(value, "p-1"), Is.Null);
        Assert.That(Kernel.Apply(new DateShiftAction(30, null, "default", InvalidDates.Empty), value, "p-1"), Is.Empty);
    }

    [Test]
    public void The_intervals_of_a_subject_stay()
    {
        Prop.ForAll(Dates, Dates, ArbMap.Default.ArbFor<PositiveInt>(), (first, second, subject) =>
        {
            var movedFirst = DateOnly.Parse(Shift($"{first:yyyy-MM-dd}", $"s{subject.Get}")!);
            var movedSecond = DateOnly.Parse(Shift($"{second:yyyy-MM-dd}", $"s{subject.Get}")!);
            return movedSecond.DayNumber - movedFirst.DayNumber == second.DayNumber - first.DayNumber
                && Math.Abs(movedFirst.DayNumber - first.DayNumber) <= 30;
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void Without_a_subject_equal_dates_stay_equal_and_most_move() =>
        Assert.That(
            Enumerable.Range(1, 28).Count(day => Shift($"2020-01-{day:00}", "") != $"2020-01-{day:00}"),
            Is.GreaterThan(20));

    private static Arbitrary<DateOnly> Dates { get; } =
        Gen.Choose(200_000, 900_000).Select(DateOnly.FromDayNumber).ToArbitrary();

    private static string? Shift(string date, string subject) =>
        Kernel.Apply(new DateShiftAction(30, null, "default", InvalidDates.Fail), date, subject);
}
