using System.Globalization;
using Freehold.Agent.Connection;
using Freehold.Protocol.V1;
using Grpc.Core;

namespace Freehold.Agent.Tests.Connection;

public sealed class When_the_control_plane_refuses_the_agent : AgentAndControlPlane
{
    [TestCase(RefusalReason.TokenMissing, 1150, "removes the authorization header")]
    [TestCase(RefusalReason.TokenInvalid, 1151, "does not know this token")]
    [TestCase(RefusalReason.TokenExpired, 1152, "has expired")]
    [TestCase(RefusalReason.TokenRevoked, 1153, "was revoked")]
    [TestCase(RefusalReason.TokenOfAnotherAgent, 1154, "belongs to another agent")]
    [TestCase(RefusalReason.AgentRemoved, 1155, "was removed")]
    [TestCase(RefusalReason.SessionReplaced, 1156, "share label and Agent:ReplicaId")]
    [TestCase(RefusalReason.ReplicasExhausted, 1159, "Set fewer replicas")]
    [TestCase(RefusalReason.Version, 1157, "Upgrade the agent")]
    public async Task It_says_why_and_what_to_do(RefusalReason reason, int eventId, string saying)
    {
        await StartControlPlaneAsync();
        ControlPlane.Refuse = reason;
        await StartAgentAsync();
        Agent.Log.Expect(eventId);

        var message = (await Agent.LogsAsync(eventId)).Message;

        Assert.That(message, Does.Contain(saying));
        Assert.That(TimeSpan.Parse(message.Split("Next attempt in ")[1], CultureInfo.InvariantCulture), Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(5)));
        Assert.That(ControlPlane.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Each_reason_of_the_contract_has_a_message_of_its_own()
    {
        await StartControlPlaneAsync();
        await StartAgentAsync();
        var dialler = Agent.Services.GetRequiredService<IDialler>();
        var log = new ErrorLogScope();
        var logger = LoggerFactory.Create(logging => logging.AddProvider(log)).CreateLogger("test");

        foreach (var reason in Enum.GetValues<RefusalReason>())
            logger.Tell(new(StreamEnding.Refused, Refusal: reason), dialler, TimeSpan.Zero);
        foreach (var ending in Enum.GetValues<StreamEnding>().Where(ending => ending is not StreamEnding.AgentStopping and not StreamEnding.Refused))
            logger.Tell(new(ending), dialler, TimeSpan.Zero);

        Assert.That(log.Lines.Select(line => line.EventId), Is.Unique);
    }

    [Test]
    public async Task A_refusal_in_the_middle_of_a_stream_is_told_as_well()
    {
        await StartAgentAsync();
        Agent.Log.Expect(1153);
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        await stream.NextAsync(message => message.Heartbeat is not null);

        stream.End(new RpcException(new Status(StatusCode.PermissionDenied, ""), new Metadata { { "freehold-refusal", "token_revoked" } }));

        await Agent.LogsAsync(1153);
    }

    [Test]
    public async Task A_message_that_is_refused_is_not_said_again_at_once()
    {
        await StartAgentAsync();
        Agent.Log.Expect(1138);
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        await stream.NextAsync(message => message.Heartbeat is not null);

        stream.End(new RpcException(new Status(StatusCode.InvalidArgument, "")));

        await Agent.LogsAsync(1138);
    }

    [TestCase(StatusCode.Unauthenticated, 1158)]
    [TestCase(StatusCode.PermissionDenied, 1158)]
    [TestCase(StatusCode.Unimplemented, 1137)]
    [TestCase(StatusCode.FailedPrecondition, 1138)]
    [TestCase(StatusCode.Unavailable, 1123)]
    public async Task An_answer_that_no_control_plane_gives_is_told_from_a_refusal(StatusCode status, int eventId)
    {
        await StartControlPlaneAsync();
        ControlPlane.Answer = status;
        await StartAgentAsync();
        Agent.Log.Expect(eventId);

        await Agent.LogsAsync(eventId);
    }

    [Test]
    public async Task A_new_token_in_the_file_is_used_at_the_next_attempt()
    {
        await StartControlPlaneAsync();
        await File.WriteAllTextAsync(Folder["token"], "first\n");
        await StartAgentAsync("--controlplane:token=", $"--controlplane:tokenfile={Folder["token"]}");
        var stream = await ControlPlane.NextStreamAsync();
        Assert.That(stream.Authorization, Is.EqualTo("Bearer first"));

        await File.WriteAllTextAsync(Folder["token"], "second\n");
        stream.Cut();

        Assert.That((await ControlPlane.NextStreamAsync()).Authorization, Is.EqualTo("Bearer second"));
    }

    [TestCase("")]
    [TestCase("two words")]
    [TestCase("two\nlines")]
    [TestCase(null)]
    public async Task A_file_without_a_token_is_told_before_anything_is_dialled(string? content)
    {
        await StartControlPlaneAsync();
        if (content is not null)
            await File.WriteAllTextAsync(Folder["token"], content);
        await StartAgentAsync("--controlplane:token=", $"--controlplane:tokenfile={Folder["token"]}");
        Agent.Log.Expect(1140);

        await Agent.LogsAsync(1140);
        Assert.That(ControlPlane.Calls, Is.Zero);
    }
}
