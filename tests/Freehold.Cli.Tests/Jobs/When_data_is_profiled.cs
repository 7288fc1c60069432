using System.Text.Json.Nodes;
using Freehold.Cli.Tests.Programs;

namespace Freehold.Cli.Tests.Jobs;

public sealed class When_data_is_profiled
{
    private const string Profile = ""","output":{"manifestUri":"file:///out/j/manifest.json"},"profile":{"rows":1000,"tables":1,"columns":2,"nulls":5,"rulesChecked":0,"rulesFailed":0,"personalColumns":1,"isSample":true,"details":[{"table":"t","name":"mail","type":"text","isPersonal":true,"nullShare":0.005,"distinct":980,"distinctIsExact":true,"rulesFailed":0,"entity":"email","confidence":1},{"table":"t","name":"n","type":"integer","isPersonal":false,"nullShare":0,"distinct":120000,"distinctIsExact":false,"rulesFailed":0}]}""";

    [Test]
    public async Task Its_columns_are_shown_as_soon_as_they_are_known()
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, _) => context.IsWatch()
            ? Answers.EventsAsync(context, 1, Answers.Job("running"), Answers.Job("succeeded", ""","output":{"manifestUri":"file:///out/j/manifest.json"}"""))
            : Answers.JsonAsync(context, Answers.Job("succeeded", Profile)));
        using var freehold = FreeholdProgram.SignedInto(controlPlane);

        var result = await freehold.RunAsync("profile", "file:///data/a.csv", "--agent", "eu-bank", "--sample", "1000");

        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(result.Output, Does.Contain("1,000 rows (a sample), 2 columns, 1 with personal data"));
        Assert.That(result.Output, Does.Match("mail +text +personal: email +0.5 % +980\n"));
        Assert.That(result.Output, Does.Match("n +integer +- +0 % +~120,000\n"));
        Assert.That(result.Error, Does.Contain("file:///out/j/1/profile.html"));

        var sent = JsonNode.Parse(controlPlane.Seen[0].Body)!;
        Assert.That(sent.ToJsonString(), Is.EqualTo(
            """{"kind":"profile","agent":"eu-bank","input":"file:///data/a.csv","output":"file:///tmp/freehold-profiles/","spec":{"disclosure":"columns","sample":1000}}"""));
    }

    [Test]
    public async Task A_failure_is_told_and_the_exit_code_says_so()
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, _) => context.IsWatch()
            ? Answers.EventsAsync(context, 1, Answers.Job("failed", ""","failure":{"code":"input_missing","sentence":"It is not there.","remedy":"Look."}"""))
            : Answers.JsonAsync(context, Answers.Job("queued")));
        using var freehold = FreeholdProgram.SignedInto(controlPlane);

        var result = await freehold.RunAsync("profile", "file:///data/a.csv", "--agent", "eu-bank", "--sample", "0", "--to", "file:///out/");

        Assert.That(result.Code, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("It is not there."));
        Assert.That(controlPlane.Seen[0].Body, Does.Contain("file:///out/").And.Not.Contain("sample"));
    }

    [Test]
    public async Task Where_the_report_goes_has_to_be_said_for_a_store_elsewhere()
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, _) => Answers.JsonAsync(context, Answers.Job("queued")));
        using var freehold = FreeholdProgram.SignedInto(controlPlane);

        var result = await freehold.RunAsync("profile", "s3://bucket/a.csv", "--agent", "eu-bank");

        Assert.That(result.Code, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain("--to"));
        Assert.That(controlPlane.Seen, Is.Empty);
    }
}
