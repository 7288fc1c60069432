using System.Net;
using System.Text.Json;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Kubernetes;
using k8s.Autorest;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

/// <summary>What a real API server answered to requests that it did not grant, and what that means for an attempt.</summary>
public sealed class RecordedRefusals
{
    private static readonly Dictionary<string, MakingOutcome> Expected = new(StringComparer.Ordinal)
    {
        ["07-quota-job-count"] = MakingOutcome.WaitsForQuota,
        ["07-validating-policy-denies-job"] = MakingOutcome.Refused,
        ["07-webhook-down"] = MakingOutcome.Unanswered,
        ["13-create-conflict"] = MakingOutcome.Unanswered,
        ["21-apf-429"] = MakingOutcome.Unanswered,
        ["24-namespace-terminating"] = MakingOutcome.Refused,
        // A right that is missing, a namespace that is not there.
        ["15-rbac"] = MakingOutcome.Impossible,
        ["22-dry-run-strict"] = MakingOutcome.Refused,
    };

    private static IEnumerable<TestCaseData> All()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Recording.Folder(), "refusals.json")));
        var number = 0;
        foreach (var refusal in file.RootElement.EnumerateArray())
        {
            var scenario = refusal.GetProperty("scenario").GetString()!;
            yield return new TestCaseData(scenario, refusal.GetProperty("status").GetInt32(), refusal.GetProperty("body").GetString()!)
                .SetArgDisplayNames(scenario, refusal.GetProperty("request").GetString()!, $"{++number}");
        }
    }

    [TestCaseSource(nameof(All))]
    public void Wait_are_final_or_are_worth_another_try(string scenario, int status, string body)
    {
        var answer = new HttpOperationException("refused")
        {
            Response = new HttpResponseMessageWrapper(new HttpResponseMessage((HttpStatusCode)status), body),
        };

        Assert.That(JobObjects.OutcomeOf(ApiFailure.Of(answer)), Is.EqualTo(Expected[scenario]));
    }

    [Test]
    public void Are_told_apart_where_a_name_is_only_not_free_yet()
    {
        var conflicts = All().Where(refusal => (string)refusal.Arguments[0]! == "13-create-conflict")
            .Select(refusal => ApiFailure.Of(new HttpOperationException("refused")
            {
                Response = new HttpResponseMessageWrapper(new HttpResponseMessage(HttpStatusCode.Conflict), (string)refusal.Arguments[2]!),
            })).ToList();

        Assert.That(conflicts.Select(failure => failure.AlreadyExists), Is.All.True);
        Assert.That(conflicts.Select(failure => failure.IsBeingDeleted), Is.EqualTo([false, false, true]));
    }
}
