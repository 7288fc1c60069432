using System.Net;
using System.Text;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Submission;

public sealed class When_a_job_is_submitted
{
    private RunningControlPlane _controlPlane = null!;

    private HttpClient Http => _controlPlane.Http;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _controlPlane = await RunningControlPlane.StartAsync().InTime();
        await Http.AddAgentAsync("eu-bank");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _controlPlane.DisposeAsync();

    [Test]
    public async Task The_answer_is_the_stored_job()
    {
        var answer = await Http.SubmitAsync(Requests.Document(extra: "name: try\npriority: 80\nretries: 2\ntimeLimit: 2h\nlabels: {team: risk}"));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created), answer.Text);
        var job = answer.Json;
        Assert.That(answer.Headers["Location"], Is.EqualTo($"{Requests.Jobs}/{job["id"]}"));
        Assert.That((string?)job["state"], Is.EqualTo("queued"));
        Assert.That((string?)job["agent"], Is.EqualTo("eu-bank"));
        Assert.That((string?)job["name"], Is.EqualTo("try"));
        Assert.That((int)job["priority"]!, Is.EqualTo(80));
        Assert.That((int)job["retries"]!, Is.EqualTo(2));
        Assert.That((string?)job["labels"]!["team"], Is.EqualTo("risk"));
        Assert.That((string?)job["document"]!["kind"], Is.EqualTo("transform"));
        Assert.That((string?)job["submittedBy"], Is.EqualTo("first owner"));

        // Why it waits, only looking at it tells.
        var looked = (await Http.ReadAsync($"{Requests.Jobs}/{job["id"]}")).Json;
        looked.Remove("waiting");
        Assert.That(looked.ToJsonString(), Is.EqualTo(job.ToJsonString()));
        Assert.That(await _controlPlane.Database.ExecuteAsync($"select time_limit from jobs where id = '{job["id"]}'"), Is.EqualTo(TimeSpan.FromHours(2)));
    }

    [Test]
    public async Task Its_correlation_id_is_the_requests_and_its_trace_goes_on()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Requests.Jobs)
        {
            Content = new StringContent(Requests.Document(), Encoding.UTF8, "application/yaml"),
        };
        request.Headers.Add("x-correlation-id", "from-the-script-1");
        request.Headers.TryAddWithoutValidation("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        var answer = await Answer.OfAsync(await Http.SendAsync(request).InTime());

        Assert.That(answer.Headers["x-correlation-id"], Is.EqualTo("from-the-script-1"));
        Assert.That((string?)answer.Json["correlationId"], Is.EqualTo("from-the-script-1"));
        Assert.That(await _controlPlane.Database.ExecuteAsync($"select traceparent from jobs where id = '{answer.Json["id"]}'"),
            Does.StartWith("00-0af7651916cd43dd8448eb211c80319c-"));
    }

    [TestCase("with blanks")]
    [TestCase("<script>")]
    [TestCase("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_correlation_id_that_is_none_is_replaced(string brought)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.TryAddWithoutValidation("x-correlation-id", brought);

        var answer = await Answer.OfAsync(await Http.SendAsync(request).InTime());

        Assert.That(answer.Headers["x-correlation-id"], Does.Match("^[0-9a-f]{32}$"));
    }

    [Test]
    public async Task Json_does_as_well_as_yaml()
    {
        const string Document = """{"kind":"transform","agent":"eu-bank","input":"file:///a.csv","output":"file:///o/","spec":{"rules":[{"columns":"a","action":"mask"}]}}""";

        Assert.That((await Http.SubmitAsync(Document, contentType: "application/json")).Status, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task Every_problem_of_the_document_is_told_with_its_place()
    {
        var answer = await Http.SubmitAsync("kind: transfrom\nagent: eu-bank\ninputt: x\noutput: file:///out/\n");

        Assert.That(answer.Problem, Is.EqualTo("invalid-document"));
        var problems = answer.Json["problems"]!.AsArray();
        Assert.That(problems, Has.Count.GreaterThanOrEqualTo(2));
        Assert.That((string?)problems[0]!["path"], Is.EqualTo("kind"));
        Assert.That((int)problems[0]!["line"]!, Is.EqualTo(1));
        Assert.That((string?)problems[0]!["message"], Does.Contain("transform"));
        Assert.That(problems.Select(problem => (string)problem!["message"]!), Has.Some.Contains("did you mean input?"));
    }

    [Test]
    public async Task An_unknown_agent_is_told_with_the_nearest_one()
    {
        var answer = await Http.SubmitAsync(Requests.Document("eu-bnak"));

        Assert.That(answer.Problem, Is.EqualTo("invalid-document"));
        Assert.That((string?)answer.Json["problems"]![0]!["message"], Does.Contain("did you mean eu-bank?"));
    }

    [TestCase("", "application/yaml", "invalid-document")]
    [TestCase("{", "application/json", "invalid-document")]
    [TestCase("kind: [", "application/yaml", "invalid-document")]
    [TestCase("a: &a [*a]", "application/yaml", "invalid-document")]
    [TestCase("kind: transform", "text/plain", "unsupported-media-type")]
    [TestCase("<kind/>", "application/xml", "unsupported-media-type")]
    public async Task A_body_that_is_no_document_is_refused(string body, string contentType, string problem)
    {
        Assert.That((await Http.SubmitAsync(body, contentType: contentType)).Problem, Is.EqualTo(problem));
    }

    [Test]
    public async Task A_body_that_is_not_utf8_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Requests.Jobs) { Content = new ByteArrayContent([0x6b, 0xff, 0xfe]) };
        request.Content.Headers.ContentType = new("application/yaml");

        Assert.That((await Answer.OfAsync(await Http.SendAsync(request).InTime())).Problem, Is.EqualTo("invalid-body"));
    }

    [Test]
    public async Task A_body_over_256_KiB_is_refused()
    {
        var answer = await Http.SubmitAsync(Requests.Document() + "#" + new string('x', 256 * 1024));

        Assert.That(answer.Problem, Is.EqualTo("body-too-large"));
    }

    [Test]
    public async Task Another_project_does_not_exist()
    {
        Assert.That((await Http.SubmitAsync(Requests.Document(), path: "/api/v1/projects/other/jobs")).Problem, Is.EqualTo("not-found"));
    }

    [Test]
    public async Task A_kind_that_the_agent_cannot_run_is_refused_once_that_is_known()
    {
        var agent = await Http.AddAgentAsync("old-bank");
        await _controlPlane.Database.ExecuteAsync($$"""
            insert into agent_sessions (agent_id, session_id, control_plane_replica, replica_id, boot_id, agent_version, executor, kinds, max_concurrent, in_use)
            values ('{{agent["id"]}}', gen_random_uuid(), 'r', 'r', 'b', '0.1.0', 'process', '{profile}', 1, 0)
            """);

        var answer = await Http.SubmitAsync(Requests.Document("old-bank"));

        Assert.That((string?)answer.Json["problems"]![0]!["path"], Is.EqualTo("kind"));
    }

    [Test]
    public async Task Validation_tells_the_same_and_stores_nothing()
    {
        var before = await _controlPlane.Database.ExecuteAsync("select count(*) from jobs");

        var good = await Http.SubmitAsync(Requests.Document(), path: Requests.Jobs + "/validate");
        var bad = await Http.SubmitAsync(Requests.Document("nobody"), path: Requests.Jobs + "/validate");

        Assert.That((bool)good.Json["valid"]!, Is.True);
        Assert.That((string?)good.Json["outlook"], Is.EqualTo("It would wait until eu-bank connects for the first time."));
        Assert.That((bool)bad.Json["valid"]!, Is.False);
        Assert.That((string?)bad.Json["problems"]![0]!["path"], Is.EqualTo("agent"));
        Assert.That(await _controlPlane.Database.ExecuteAsync("select count(*) from jobs"), Is.EqualTo(before));
    }
}
