using Freehold.Cli.Jobs;

namespace Freehold.Cli.Tests.Jobs;

public sealed class PlainDisplayTests
{
    private readonly StringWriter _output = new();
    private readonly HandTime _time = new();

    [TearDown]
    public void CloseOutput() => _output.Dispose();

    [Test]
    public void Each_state_is_one_line_and_progress_at_most_one_in_five_seconds()
    {
        var display = new PlainDisplay(_output, _time);

        display.Show(Job("queued", rows: null));
        display.Show(Job("running", rows: 10));
        _time.Advance(TimeSpan.FromSeconds(4.9));
        display.Show(Job("running", rows: 20));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        display.Show(Job("running", rows: 30));
        display.Show(Job("running", rows: 40));
        display.Show(Job("succeeded", rows: 50));

        Assert.That(_output.ToString().Split(Environment.NewLine), Is.EqualTo(new[]
        {
            "id  queued", "id  running  10 %, 10 rows, 10 rows/s", "id  running  30 %, 30 rows, 30 rows/s", "id  succeeded  50 %, 50 rows, 50 rows/s", "",
        }));
    }

    private static JobView Job(string state, long? rows) => new(
        "id", "transform", null, "eu-bank", state, null, null, 1, 50, DateTimeOffset.UnixEpoch, null, null, null, null,
        rows is { } count ? new ProgressView(1, 0, count, count, count, 100, count, 1) : null, null, null);

    private sealed class HandTime : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan time) => _now += time.Ticks;
    }
}
