using System.Text;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;

namespace Freehold.Worker.Keys;

/// <summary>Resolves the secrets that a document names, from the environment of this process.</summary>
internal static class SecretStore
{
    /// <summary>Shortest key of pseudonyms, hashes, fakes and date shifts, in bytes.</summary>
    public const int ShortestKey = 16;

    /// <summary>The bytes of a secret: its text in UTF-8, as it is.</summary>
    /// <exception cref="JobFailedException">It is not there, or shorter than <see cref="ShortestKey"/>.</exception>
    public static byte[] Read(SecretName secret)
    {
        var text = Environment.GetEnvironmentVariable(secret.EnvironmentVariable);
        if (string.IsNullOrEmpty(text))
            throw new JobFailedException(new Failure { Code = FailureCode.SecretMissing, ObjectName = $"{secret}" });

        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length >= ShortestKey
            ? bytes
            : throw new JobFailedException(new Failure
            {
                Code = FailureCode.SecretMissing,
                Detail = FailureDetail.TooShort,
                ObjectName = $"{secret}",
                Expected = ShortestKey,
            });
    }
}
