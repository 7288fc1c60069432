using Freehold.Cli.Tests.Programs;

namespace Freehold.Cli.Tests.Jobs;

public sealed class When_a_worker_was_lost
{
    private const string OutOfMemory = ""","failure":{"code":"oom_killed","sentence":"The worker ran out of memory.","remedy":"Raise resources.memory.","surroundings":{"clusterReason":"OOMKilled","peakMemoryBytes":3113851290,"memoryLimitBytes":3221225472,"restarts":0,"node":"pool-2-7","imageDigest":"sha256:4f0c","warnings":[{"about":"Pod","reason":"OOMKilling","count":1}]}}""";

    [Test]
    public async Task What_is_known_of_it_is_one_line_of_the_job()
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, _) => Answers.JsonAsync(context, Answers.Job("failed", OutOfMemory)));
        using var freehold = FreeholdProgram.SignedInto(controlPlane);

        var result = await freehold.RunAsync("jobs", "show", Answers.JobId);

        Assert.That(result.Output, Does.Contain("used 2.9 GiB of 3.0 GiB; image sha256:4f0c; node pool-2-7; the cluster said OOMKilled, OOMKilling ×1"));
    }

    [Test]
    public async Task A_job_of_which_nothing_is_known_has_no_such_line()
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, _) =>
            Answers.JsonAsync(context, Answers.Job("failed", ""","failure":{"code":"bad_input","sentence":"Line 7 has 3 fields.","remedy":"Correct the row."}""")));
        using var freehold = FreeholdProgram.SignedInto(controlPlane);

        Assert.That((await freehold.RunAsync("jobs", "show", Answers.JobId)).Output, Does.Not.Contain("seen"));
    }

    [Test]
    public async Task Its_attempts_show_the_memory_of_each()
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, _) => Answers.JsonAsync(context, """
            {"items":[
              {"number":2,"agent":"eu-bank","assignedAt":"2026-01-02T03:04:05Z","memoryBytes":8589934592},
              {"number":1,"agent":"eu-bank","outcome":"failed","assignedAt":"2026-01-02T03:04:05Z","memoryBytes":4294967296,"peakMemoryBytes":4080218931,"memoryLimitBytes":4294967296,"node":"pool-2-7","failure":{"code":"oom_killed"}}]}
            """));
        using var freehold = FreeholdProgram.SignedInto(controlPlane);

        var result = await freehold.RunAsync("jobs", "attempts", Answers.JobId);

        Assert.That(result.Output, Does.Match("2 +live .*an unknown part of 8.0 GiB"));
        Assert.That(result.Output, Does.Match("1 +failed +oom_killed .*3.8 GiB of 4.0 GiB +pool-2-7"));
        Assert.That(controlPlane.Seen.Single().Path, Does.Contain($"/jobs/{Answers.JobId}/attempts"));
    }
}
