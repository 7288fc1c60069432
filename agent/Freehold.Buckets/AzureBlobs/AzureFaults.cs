using System.Globalization;
using Azure;
using Azure.Identity;
using Freehold.Buckets.Remote;

namespace Freehold.Buckets.AzureBlobs;

/// <summary>What Azure Blob Storage answers, in our words. https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes</summary>
internal static class AzureFaults
{
    /// <param name="expired">Whether the credentials have run out by our own clock; the store does not say.</param>
    public static StoreFault? Of(Exception e, bool expired)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case RequestFailedException { Status: not 0 } request:
                    return Of(request, expired);
                case CredentialUnavailableException:
                    return new(BucketError.NoCredentials, IsTransient: false, "NoCredentials");
                case AuthenticationFailedException:
                    return new(BucketError.BadCredentials, IsTransient: false, "NoToken");

                // A range whose checksum is another one than the answer's.
                case InvalidDataException:
                    return new(BucketError.Corrupted, IsTransient: true, "ChecksumOfRange");
            }
        }

        return NetworkFaults.Of(e is AggregateException many ? many.InnerExceptions[^1] : e);
    }

    private static StoreFault Of(RequestFailedException e, bool expired)
    {
        var code = e.ErrorCode ?? "";
        var transient = e.Status is 408 or 429 or 500 or 502 or 503 or 504 || code is "Md5Mismatch" or "Crc64Mismatch";
        return new(ErrorOf(code, e, expired), transient, Answer(e), RetryAfter(e));
    }

    private static BucketError ErrorOf(string code, RequestFailedException e, bool expired) => code switch
    {
        "BlobNotFound" or "ResourceNotFound" => BucketError.NotFound,
        "ContainerNotFound" or "ContainerBeingDeleted" => BucketError.BucketNotFound,
        "AuthenticationFailed" or "InvalidAuthenticationInfo" or "NoAuthenticationInformation" => expired
            ? BucketError.ExpiredCredentials
            : e.Message.Contains("date header", StringComparison.OrdinalIgnoreCase) ? BucketError.ClockSkewed : BucketError.BadCredentials,
        "ConditionNotMet" or "InvalidRange" => BucketError.Changed,
        "Md5Mismatch" or "Crc64Mismatch" => BucketError.Corrupted,
        "InvalidResourceName" or "OutOfRangeInput" or "InvalidBlobType" => BucketError.Unwritable,
        _ when code.Contains("Encryption", StringComparison.Ordinal) || code.StartsWith("KeyVault", StringComparison.Ordinal) => BucketError.EncryptionRefused,
        _ => e.Status switch
        {
            401 => BucketError.BadCredentials,
            403 => BucketError.Denied,
            404 => BucketError.NotFound,
            412 or 416 => BucketError.Changed,
            _ => BucketError.Unavailable,
        },
    };

    private static TimeSpan? RetryAfter(RequestFailedException e) =>
        e.GetRawResponse() is { } response
        && response.Headers.TryGetValue("Retry-After", out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static string Answer(RequestFailedException e)
    {
        var code = e.ErrorCode is { Length: <= 128 } word && word.All(char.IsAsciiLetterOrDigit) ? word : "";
        var request = e.GetRawResponse()?.Headers.TryGetValue("x-ms-request-id", out var id) is true && Guid.TryParse(id, out var number) ? $"{number}" : "";
        return string.Join(' ', new[] { e.Status.ToString(CultureInfo.InvariantCulture), code, request }.Where(part => part.Length > 0));
    }
}
