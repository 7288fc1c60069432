using System.Diagnostics.Metrics;
using Freehold.Hosting.Metrics;

namespace Freehold.Hosting.Tests.Metrics;

public sealed class When_metrics_are_asked_for
{
    private Meter _meter = null!;
    private PrometheusExposition _metrics = null!;

    [SetUp]
    public void Listen()
    {
        // A name of its own: tests run side by side.
        var name = $"Freehold.Sample.{Guid.NewGuid():N}";
        _meter = new(name);
        _metrics = new(name + "*");
    }

    [TearDown]
    public void Stop()
    {
        _metrics.Dispose();
        _meter.Dispose();
    }

    [Test]
    public void Counters_add_up_by_their_labels()
    {
        var counter = _meter.CreateCounter<long>("freehold.jobs.submitted", "{job}", "Jobs \"taken\"");
        counter.Add(1, new("kind", "transform"), new KeyValuePair<string, object?>("agent", "a\"b\\c\nd"));
        counter.Add(2, new("agent", "a\"b\\c\nd"), new KeyValuePair<string, object?>("kind", "transform"));

        Assert.That(_metrics.Render(), Is.EqualTo(
            """
            # HELP freehold_jobs_submitted_total Jobs "taken"
            # TYPE freehold_jobs_submitted_total counter
            freehold_jobs_submitted_total{agent="a\"b\\c\nd",kind="transform"} 3

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void Gauges_stand_where_they_were_last_seen()
    {
        var streams = _meter.CreateUpDownCounter<int>("freehold.agents.connected");
        streams.Add(3);
        streams.Add(-1);
        var depth = 5L;
        _meter.CreateObservableGauge("freehold.outbox.size", () => depth, "By");

        Assert.That(_metrics.Render(), Does.Contain("freehold_agents_connected 2\n").And.Contain("freehold_outbox_size_bytes 5\n"));
        depth = 4;
        Assert.That(_metrics.Render(), Does.Contain("freehold_outbox_size_bytes 4\n"));
    }

    [Test]
    public void Histograms_count_up_to_each_bound()
    {
        var durations = _meter.CreateHistogram("freehold.wait", "s", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var seconds in (double[])[0.05, 0.1, 0.5, 3])
            durations.Record(seconds, new KeyValuePair<string, object?>("route", "x"));

        Assert.That(_metrics.Render(), Is.EqualTo(
            """
            # TYPE freehold_wait_seconds histogram
            freehold_wait_seconds_bucket{route="x",le="0.1"} 2
            freehold_wait_seconds_bucket{route="x",le="1"} 3
            freehold_wait_seconds_bucket{route="x",le="+Inf"} 4
            freehold_wait_seconds_sum{route="x"} 3.65
            freehold_wait_seconds_count{route="x"} 4

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void Meters_that_were_not_chosen_stay_out()
    {
        using var other = new Meter("Other.Sample");
        other.CreateCounter<int>("freehold.other").Add(1);

        Assert.That(_metrics.Render(), Is.Empty);
    }

    [Test]
    public void Labels_without_end_do_not_eat_the_memory()
    {
        var counter = _meter.CreateCounter<int>("freehold.mistake");
        for (var number = 0; number < 10_000; number++)
            counter.Add(1, new KeyValuePair<string, object?>("id", number));

        Assert.That(_metrics.Render().Split('\n'), Has.Length.LessThan(2_010));
    }
}
