using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.OpenApi;

public sealed class When_a_client_follows_the_openapi_document
{
    private RunningControlPlane _controlPlane = null!;
    private JsonObject _document = null!;
    private string _job = null!;
    private string _grant = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _controlPlane = await RunningControlPlane.StartAsync().InTime();
        await _controlPlane.Http.AddAgentAsync("eu-bank");
        _job = (string)(await _controlPlane.Http.SubmitAsync(Requests.Document())).Json["id"]!;
        await _controlPlane.Http.SendJsonAsync($"{Requests.Jobs}/{_job}/cancel");

        using var recipient = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var asked = await _controlPlane.Http.PostAsync("/api/v1/projects/default/grants", JsonContent.Create(new
        {
            agent = "eu-bank",
            access = "read",
            prefix = "s3://bucket/",
            recipientKey = Convert.ToBase64String(recipient.ExportSubjectPublicKeyInfo()),
        }));
        _grant = (string)JsonNode.Parse(await asked.Content.ReadAsStringAsync())!["id"]!;

        using var nobody = _controlPlane.ClientFor(null);
        _document = (await nobody.ReadAsync("/openapi/v1.json")).Json;
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _controlPlane.DisposeAsync();

    [Test]
    public async Task Every_get_answers_as_it_says()
    {
        var called = 0;
        foreach (var (path, operations) in _document["paths"]!.AsObject())
        {
            if (operations!["get"] is not { } get)
                continue;

            var address = path.Replace("{project}", "default", StringComparison.Ordinal).Replace("{label}", "eu-bank", StringComparison.Ordinal)
                .Replace("{id}", path.Contains("grants", StringComparison.Ordinal) ? _grant : _job, StringComparison.Ordinal);
            Assert.That(address, Does.Not.Contain("{"), path);
            var answer = await _controlPlane.Http.ReadAsync(address);
            called++;

            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), path);
            var content = get["responses"]!["200"]!["content"]!.AsObject();
            Assert.That(content.Select(each => each.Key), Does.Contain(answer.ContentType), path);
            if (answer.ContentType == "application/json")
                Conforms(answer.Json, content["application/json"]!["schema"]!, path);
        }

        Assert.That(called, Is.GreaterThanOrEqualTo(9));
    }

    [Test]
    public void Every_operation_needs_the_token_and_tells_its_problems()
    {
        Assert.That((string?)_document["components"]!["securitySchemes"]!["token"]!["scheme"], Is.EqualTo("bearer"));
        Assert.That(_document["security"]!.AsArray().Select(each => each!.AsObject().ContainsKey("token")), Is.EqualTo(new[] { true }));

        foreach (var (path, operations) in _document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                var place = $"{method} {path}";
                Assert.That(operation!["operationId"], Is.Not.Null, place);
                Assert.That(operation["summary"], Is.Not.Null, place);
                var responses = operation["responses"]!.AsObject();
                foreach (var status in (string[])["400", "401", "500", "503"])
                    Assert.That(responses[status]?["content"]?["application/problem+json"], Is.Not.Null, $"{place} {status}");
            }
        }
    }

    [Test]
    public void Submission_says_what_it_takes_and_how_it_fails()
    {
        var submit = _document["paths"]![Requests.Jobs.Replace("default", "{project}", StringComparison.Ordinal)]!["post"]!;

        Assert.That(submit["requestBody"]!["content"]!.AsObject().Select(each => each.Key), Does.Contain("application/json").And.Contain("application/yaml"));
        Assert.That(submit["parameters"]!.AsArray().Select(each => (string)each!["name"]!), Does.Contain("Idempotency-Key"));
        Assert.That(submit["responses"]!.AsObject().Select(each => each.Key), Is.SupersetOf(new[] { "201", "403", "404", "409", "413", "415", "422" }));
    }

    // Every member that came is in the schema, and every member that the schema requires came.
    private void Conforms(JsonNode value, JsonNode schema, string place)
    {
        schema = Resolve(schema);
        if (value is JsonArray array)
        {
            foreach (var item in array)
                Conforms(item!, schema["items"]!, $"{place}[]");
        }
        else if (value is JsonObject members && schema["properties"] is JsonObject properties)
        {
            foreach (var (name, member) in members)
            {
                Assert.That(properties.ContainsKey(name), Is.True, $"{place}: {name} is not in the schema");
                Conforms(member!, properties[name]!, $"{place}.{name}");
            }

            foreach (var required in schema["required"]?.AsArray() ?? [])
                Assert.That(members.ContainsKey((string)required!), Is.True, $"{place}: {required} is missing");
        }
    }

    private JsonNode Resolve(JsonNode schema)
    {
        if (schema["oneOf"] is JsonArray choices)
            return Resolve(choices.First(choice => choice!["$ref"] is not null)!);
        return (string?)schema["$ref"] is { } reference
            ? _document["components"]!["schemas"]![reference["#/components/schemas/".Length..]]!
            : schema;
    }
}
