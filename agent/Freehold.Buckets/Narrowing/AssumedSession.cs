using Amazon.SecurityToken.Model;
using Freehold.Buckets.S3;
using Freehold.JobContract.Connections;

namespace Freehold.Buckets.Narrowing;

/// <summary>S3: a session of the connection's role, with a policy of its own.</summary>
internal static class AssumedSession
{
    private const string SessionName = "freehold-task";

    public static async Task<NarrowingResult> MakeAsync(BucketConnection connection, NarrowingRequest request, CancellationToken cancellationToken)
    {
        if (connection.RoleArn is null)
            return new NarrowingResult.NotPossible(NarrowingObstacle.NoRole);

        var policy = SessionPolicy.Of(request);
        if (policy.Length > SessionPolicy.MaxLength)
            return new NarrowingResult.NotPossible(NarrowingObstacle.TooManyPrefixes);

        try
        {
            var session = await AssumeAsync(connection, policy, (int)request.Granted.TotalSeconds, cancellationToken);
            var ends = new DateTimeOffset(session.Expiration.GetValueOrDefault().ToUniversalTime());
            return new NarrowingResult.Narrowed([With(connection, session, ends)], NarrowingScope.Prefixes, ends);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && S3Faults.Of(e) is { } fault)
        {
            return new NarrowingResult.NotPossible(NarrowingObstacle.Refused, fault.Answer);
        }
    }

    private static async Task<Credentials> AssumeAsync(BucketConnection connection, string policy, int seconds, CancellationToken cancellationToken)
    {
        if (connection.WebIdentityTokenFile is { } file)
        {
            using var anonymous = S3Clients.ForTokens(connection, new Amazon.Runtime.AnonymousAWSCredentials());
            var token = await File.ReadAllTextAsync(file, cancellationToken);
            var byIdentity = await anonymous.AssumeRoleWithWebIdentityAsync(
                new() { RoleArn = connection.RoleArn, RoleSessionName = SessionName, WebIdentityToken = token, Policy = policy, DurationSeconds = seconds },
                cancellationToken);
            return byIdentity.Credentials;
        }

        using var tokens = S3Clients.ForTokens(connection, S3Clients.KeyOf(connection));
        var byKey = await tokens.AssumeRoleAsync(
            new() { RoleArn = connection.RoleArn, ExternalId = connection.ExternalId, RoleSessionName = SessionName, Policy = policy, DurationSeconds = seconds },
            cancellationToken);
        return byKey.Credentials;
    }

    private static BucketConnection With(BucketConnection connection, Credentials session, DateTimeOffset ends) => connection with
    {
        AccessKeyId = session.AccessKeyId,
        SecretAccessKey = session.SecretAccessKey,
        SessionToken = session.SessionToken,
        ExpiresAt = ends,
        RoleArn = null,
        ExternalId = null,
        WebIdentityTokenFile = null,
        StsEndpoint = null,
    };
}
