using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using Freehold.JobContract.Connections;

namespace Freehold.Buckets.S3;

/// <summary>
/// Credentials of a role, asked for anew before they run out. The library's own classes for this cannot be told where the token
/// service is.
/// </summary>
internal sealed class AssumedRole : RefreshingAWSCredentials
{
    private const string SessionName = "freehold";

    private readonly BucketConnection _connection;

    public AssumedRole(BucketConnection connection)
    {
        _connection = connection;
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var credentials = _connection.WebIdentityTokenFile is { } file ? await ByWebIdentityAsync(file) : await ByKeyAsync();
        return new(
            new ImmutableCredentials(credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken),
            credentials.Expiration.GetValueOrDefault().ToUniversalTime());
    }

    private async Task<Credentials> ByKeyAsync()
    {
        using var tokens = S3Clients.ForTokens(_connection, S3Clients.KeyOf(_connection));
        var answer = await tokens.AssumeRoleAsync(new AssumeRoleRequest
        {
            RoleArn = _connection.RoleArn,
            ExternalId = _connection.ExternalId,
            RoleSessionName = SessionName,
        });
        return answer.Credentials;
    }

    private async Task<Credentials> ByWebIdentityAsync(string file)
    {
        using var tokens = S3Clients.ForTokens(_connection, new AnonymousAWSCredentials());

        // Read each time: whoever writes the file replaces the token long before it runs out.
        var answer = await tokens.AssumeRoleWithWebIdentityAsync(new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = _connection.RoleArn,
            RoleSessionName = SessionName,
            WebIdentityToken = await File.ReadAllTextAsync(file),
        });
        return answer.Credentials;
    }
}
