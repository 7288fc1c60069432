using Freehold.Cli.Tests.Programs;

namespace Freehold.Cli.Tests.Jobs;

public sealed class When_a_job_is_submitted
{
    private const string Document = """
        # for learners
        kind: transform
        agent: eu-bank
        input: file:///data/a.csv
        output: file:///data/out/
        spec:
          rules:
            - {columns: email, action: redact}
        """;

    [Test]
    public async Task The_text_is_sent_as_it_is_and_the_id_is_printed()
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, _) => Answers.JsonAsync(context, Answers.Job("queued"), 201));
        using var freehold = FreeholdProgram.SignedInto(controlPlane);

        var result = await freehold.RunAsync("submit", freehold.WriteFile("job.yaml", Document), "--project", "risk");

        Assert.That(result, Is.EqualTo(new CommandResult(0, Answers.JobId + "\n", "")));
        var sent = controlPlane.Seen.Single();
        Assert.Multiple(() =>
        {
            Assert.That((sent.Method, sent.Path, sent.Body), Is.EqualTo(("POST", "/api/v1/projects/risk/jobs", Document)));
            Assert.That(sent.Headers["Content-Type"], Does.StartWith("application/yaml"));
            Assert.That(sent.Headers["Authorization"], Is.EqualTo("Bearer a-token"));
            Assert.That(sent.Headers["Idempotency-Key"], Has.Length.GreaterThan(20));
        });
    }

    [Test]
    public async Task A_lost_answer_is_asked_for_again_under_the_same_key()
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, before) =>
        {
            if (before == 0)
                context.Abort();
            return before == 1
                ? Answers.ProblemAsync(context, 503, "Starting")
                : Answers.JsonAsync(context, Answers.Job("queued"), 201);
        });
        using var freehold = FreeholdProgram.SignedInto(controlPlane);

        var result = await freehold.RunAsync("submit", freehold.WriteFile("job.yaml", Document));

        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(controlPlane.Seen, Has.Count.EqualTo(3));
        Assert.That(controlPlane.Seen.Select(request => request.Headers["Idempotency-Key"]).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Changes_are_sent_as_canonical_json()
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, _) => Answers.JsonAsync(context, Answers.Job("queued"), 201));
        using var freehold = FreeholdProgram.SignedInto(controlPlane);

        var result = await freehold.RunAsync(
            "submit", freehold.WriteFile("job.yaml", Document), "--set", "spec.rules[0].columns=[email, phone]", "--set", "retries=2", "--set", "labels.team=risk");

        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(controlPlane.Seen.Single().Body, Is.EqualTo(
            """{"agent":"eu-bank","input":"file:///data/a.csv","kind":"transform","labels":{"team":"risk"},"output":"file:///data/out/","retries":2"""
            + ""","spec":{"rules":[{"action":"redact","columns":["email","phone"]}]}}"""));
    }

    [Test]
    public async Task What_the_control_plane_finds_wrong_is_shown_with_its_place()
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, _) => Answers.ProblemAsync(context, 422, "The document is wrong",
            ""","problems":[{"path":"spec.rules[0].actoin","line":8,"column":25,"message":"unknown key; did you mean action?"},{"path":"","line":0,"column":0,"message":"too long"}]"""));
        using var freehold = FreeholdProgram.SignedInto(controlPlane);
        var file = freehold.WriteFile("job.yaml", Document);

        var result = await freehold.RunAsync("submit", file);

        Assert.That(result, Is.EqualTo(new CommandResult(2, "", $"{file}:8:25: spec.rules[0].actoin: unknown key; did you mean action?\n{file}: too long\n")));
    }

    [TestCase(401, 3, "Sign in again")]
    [TestCase(403, 3, "may not do this")]
    [TestCase(404, 2, "No such project")]
    [TestCase(500, 4, "cannot answer now")]
    public async Task A_refusal_has_its_exit_code_and_says_what_to_do(int status, int code, string words)
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, _) => Answers.ProblemAsync(context, status, "No such project"));
        using var freehold = FreeholdProgram.SignedInto(controlPlane);

        var result = await freehold.RunAsync("jobs", "show", "1");

        Assert.That((result.Code, result.Error), Is.EqualTo((code, result.Error)));
        Assert.That(result.Error, Does.Contain(words));
    }

    [Test]
    public async Task Nobody_there_is_its_own_exit_code()
    {
        using var freehold = new FreeholdProgram();
        freehold.Set("FREEHOLD_URL", "https://127.0.0.1:1");
        freehold.Set("FREEHOLD_TOKEN", "a-token");

        var result = await freehold.RunAsync("jobs", "list");

        Assert.That(result, Is.EqualTo(new CommandResult(4, "", "Nothing answers at https://127.0.0.1:1. Is the control plane running?\n")));
    }
}
