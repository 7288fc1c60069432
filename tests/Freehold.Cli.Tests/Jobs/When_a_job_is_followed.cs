using Freehold.Cli.Tests.Programs;

namespace Freehold.Cli.Tests.Jobs;

public sealed class When_a_job_is_followed
{
    private static readonly string Succeeded = Answers.Job("succeeded", ""","output":{"manifestUri":"file:///out/manifest.json"}""");

    [Test]
    public async Task A_good_end_is_exit_code_0_and_names_the_output()
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, _) =>
            Answers.EventsAsync(context, 1, Answers.Job("queued"), Answers.Job("running"), Succeeded));
        using var freehold = FreeholdProgram.SignedInto(controlPlane);

        var result = await freehold.RunAsync("jobs", "watch", Answers.JobId);

        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(result.Error.Split('\n'), Is.EqualTo(new[]
        {
            $"{Answers.JobId}  queued", $"{Answers.JobId}  running", $"{Answers.JobId}  succeeded",
            $"Job {Answers.JobId} succeeded.", "Output: file:///out/manifest.json", "",
        }));
    }

    [Test]
    public async Task A_bad_end_is_exit_code_1_and_says_what_to_do()
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, _) => Answers.EventsAsync(
            context, 1, Answers.Job("failed", ""","failure":{"code":"bad_input","sentence":"Line 7 has 3 fields.","remedy":"Correct the row."}""")));
        using var freehold = FreeholdProgram.SignedInto(controlPlane);

        var result = await freehold.RunAsync("jobs", "watch", Answers.JobId);

        Assert.That(result.Code, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("Line 7 has 3 fields.\nCorrect the row.\n"));
    }

    [Test]
    public async Task A_stream_that_ends_early_is_taken_up_where_it_ended()
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, before) => before == 0
            ? Answers.EventsAsync(context, 41, Answers.Job("running"))
            : Answers.EventsAsync(context, 42, Succeeded));
        using var freehold = FreeholdProgram.SignedInto(controlPlane);

        var result = await freehold.RunAsync("jobs", "watch", Answers.JobId);

        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(controlPlane.Seen.Select(request => request.Headers.GetValueOrDefault("Last-Event-ID")), Is.EqualTo(new[] { null, "41" }));
    }

    [Test]
    public async Task A_control_plane_that_restarts_is_waited_for()
    {
        var running = new TaskCompletionSource();
        var controlPlane = await ScriptedControlPlane.StartAsync(async (context, _) =>
        {
            await Answers.EventsAsync(context, 1, Answers.Job("running"));
            running.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var freehold = FreeholdProgram.SignedInto(controlPlane);

        var result = await freehold.RunAsync(
            async _ =>
            {
                await running.Task;
                await controlPlane.DisposeAsync();
                controlPlane = await ScriptedControlPlane.StartAsync((context, _) => Answers.EventsAsync(context, 2, Succeeded), port: controlPlane.Address.Port);
            },
            "jobs", "watch", Answers.JobId);
        await controlPlane.DisposeAsync();

        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(result.Error, Does.Contain("The job goes on; trying again."));
    }

    [Test]
    public async Task A_job_that_outlives_the_patience_goes_on()
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync(async (context, _) =>
        {
            await Answers.EventsAsync(context, 1, Answers.Job("running"));
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var freehold = FreeholdProgram.SignedInto(controlPlane);

        var result = await freehold.RunAsync("jobs", "watch", Answers.JobId, "--timeout", "2s");

        Assert.That(result.Code, Is.EqualTo(1));
        Assert.That(result.Error, Does.EndWith($"Job {Answers.JobId} is running and has not ended within the time given by --timeout. It goes on.\n"));
    }

    [Test]
    public async Task Ctrl_C_says_that_the_job_goes_on_and_how_to_cancel_it()
    {
        var running = new TaskCompletionSource();
        await using var controlPlane = await ScriptedControlPlane.StartAsync(async (context, _) =>
        {
            if (!context.IsWatch())
            {
                await Answers.JsonAsync(context, Answers.Job("queued"), 201);
                return;
            }

            await Answers.EventsAsync(context, 1, Answers.Job("running"));
            running.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var freehold = FreeholdProgram.SignedInto(controlPlane);

        var result = await freehold.RunAsync(
            async interruptAsync =>
            {
                await running.Task;
                await interruptAsync();
            },
            "submit", freehold.WriteFile("job.json", "{}"), "--wait");

        Assert.That(result.Code, Is.EqualTo(130), result.Error);
        Assert.That(result.Error, Does.Contain("the job goes on").And.Contain($"freehold jobs cancel {Answers.JobId}"));
    }

    [Test]
    public async Task A_token_that_is_revoked_meanwhile_ends_the_following()
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, before) => before == 0
            ? Answers.EventsAsync(context, 1, Answers.Job("running"))
            : Answers.ProblemAsync(context, 401, "Revoked"));
        using var freehold = FreeholdProgram.SignedInto(controlPlane);

        Assert.That((await freehold.RunAsync("jobs", "watch", Answers.JobId)).Code, Is.EqualTo(3));
    }
}
