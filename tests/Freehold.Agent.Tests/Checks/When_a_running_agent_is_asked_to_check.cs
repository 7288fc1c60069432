using Freehold.Agent.Checks;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Checks;

/// <summary>A check that the control plane asks a running agent for, and the agent's own.</summary>
public sealed class When_a_running_agent_is_asked_to_check : AgentAndControlPlane
{
    [Test]
    public async Task It_answers_with_words_and_numbers_and_names_nothing()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(clock: DateTimeOffset.UtcNow);
        var id = $"{Guid.NewGuid():D}";

        await stream.SendAsync(new() { CheckRequest = new() { CheckId = id } });
        var report = (await stream.NextAsync(message => message.CheckReport is not null)).CheckReport;

        Assert.That(report.CheckId, Is.EqualTo(id));
        Assert.That(report.Results.Select(result => (result.Id, result.Outcome)), Is.SupersetOf(new[]
        {
            ("settings", CheckOutcome.Green), ("tls", CheckOutcome.Warning), ("grpc", CheckOutcome.Green), ("token", CheckOutcome.Green), ("clock", CheckOutcome.Green),
            ("worker", CheckOutcome.Green), ("rbac", CheckOutcome.Skipped),
        }));
        Assert.That(report.ToString(), Does.Not.Contain("localhost").And.Not.Contain("127.0.0.1").And.Not.Contain(Folder.Path).And.Not.Contain("test-agent"));
        Assert.That(ControlPlane.Calls, Is.EqualTo(1), "its open stream says all about gRPC and the token");
    }

    [Test]
    public async Task What_comes_twice_is_checked_once_and_answered_again()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var request = new ControlMessage { CheckRequest = new() { CheckId = $"{Guid.NewGuid():D}" } };

        await stream.SendAsync(request);
        await stream.NextAsync(message => message.CheckReport is not null);
        await stream.SendAsync(request);
        await stream.NextAsync(message => message.CheckReport is not null);

        Assert.That(Agent.Log.Lines.Count(line => line.EventId == 1850), Is.EqualTo(1));
    }

    [Test]
    public async Task An_answer_that_finds_the_stream_gone_goes_over_the_next()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var request = new ControlMessage { CheckRequest = new() { CheckId = $"{Guid.NewGuid():D}" } };
        await stream.SendAsync(request);
        await stream.NextAsync(message => message.CheckReport is not null);
        stream.Cut();

        stream = await ControlPlane.NextWelcomedStreamAsync();
        await stream.SendAsync(request);

        Assert.That((await stream.NextAsync(message => message.CheckReport is not null)).CheckReport.CheckId, Is.EqualTo(request.CheckRequest.CheckId));
    }

    [Test]
    public async Task By_itself_it_checks_soon_after_its_start_and_starts_no_worker()
    {
        await StartAgentAsync("--preflight:firstwithin=0s", "--controlplane:connecttimeout=1s", "--controlplane:silence=2s");
        // Before its own stream is open it greets as any check does, and gives up soon should nobody answer.
        var stream = await ControlPlane.NextStreamAsync();
        while ((await stream.WelcomeAsync(clock: DateTimeOffset.UtcNow)).Role is not ReplicaRole.Leader)
            stream = await ControlPlane.NextStreamAsync();

        var report = (await stream.NextAsync(message => message.CheckReport is not null)).CheckReport;

        Assert.That(report.CheckId, Is.Empty);
        Assert.That(report.Age.ToTimeSpan(), Is.LessThan(TimeSpan.FromMinutes(1)));
        Assert.That(Worker.Calls, Is.Empty);
    }

    [Test]
    public void What_says_the_same_is_no_news()
    {
        var one = CheckedReport.Of("", [CheckFinding.Green("dns", "a") with { Elapsed = TimeSpan.FromSeconds(1) }], at: 0);

        Assert.That(CheckedReport.Of("", [CheckFinding.Green("dns", "b")], at: 5).SaysTheSameAs(one), Is.True);
        Assert.That(CheckedReport.Of("", [CheckFinding.Red("dns", "no_answer", "a")], at: 5).SaysTheSameAs(one), Is.False);
        Assert.That(one.SaysTheSameAs(null), Is.False);
    }
}
