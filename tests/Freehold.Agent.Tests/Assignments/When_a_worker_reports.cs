using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Assignments;

public sealed class When_a_worker_reports : AgentAndControlPlane
{
    private const string Canary = "canary-value-of-a-row";

    [Test]
    public async Task Progress_arrives_at_most_once_a_second_and_only_grows()
    {
        Worker.Does($$$"""
            {{{FakeWorker.ReportStarted}}}
            row=0
            while [ $row -lt 60 ]; do
              row=$((row + 1)); echo "{\"progress\":{\"rowsRead\":$row}}"; sleep 0.05
            done
            {{{FakeWorker.ReportSucceeded}}}
            """);
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();
        await stream.NextTerminalAsync(attempt);

        var progress = stream.EventsOf(attempt).Where(happened => happened.Progress is not null).ToList();
        Assert.That(progress, Has.Count.InRange(3, 6), "about 3 s, and the last before the end");
        Assert.That(progress.Select(happened => happened.Progress.RowsRead), Is.Ordered.And.Unique);
        Assert.That(progress[^1].Progress.RowsRead, Is.EqualTo(60));
        var gaps = progress.SkipLast(1).Zip(progress.SkipLast(1).Skip(1), (one, next) => next.At.ToDateTime() - one.At.ToDateTime());
        Assert.That(gaps, Has.All.GreaterThanOrEqualTo(TimeSpan.FromSeconds(0.95)));
    }

    [Test]
    public async Task Nothing_that_is_no_report_goes_anywhere()
    {
        Worker.Does($$$"""
            echo '{{{Canary}}}'
            echo '{{{Canary}}}' >&2
            echo '{"started":{"workerVersion":"1","{{{Canary}}}":"{{{Canary}}}"}}'
            echo '{"failed":{"code":"{{{Canary}}}","detail":"{{{Canary}}}"}}'
            exit 1
            """);
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();

        var end = await stream.NextTerminalAsync(attempt);

        Assert.That(end.Failed, Is.EqualTo(new Failed { Code = "worker_crashed", ExitCode = 1 }));
        Assert.That(stream.Received.Select(message => message.ToString()), Has.None.Contain(Canary));
        Assert.That(Agent.Log.Lines.Select(line => line.ToString()), Has.None.Contain(Canary));
        Assert.That((await Agent.LogsAsync(1301)).Message, Does.Contain("1 lines"));
    }
}
