using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Freehold.Buckets.Remote;

namespace Freehold.Buckets.S3;

/// <summary>What S3 and the token service answer, in our words. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html</summary>
internal static class S3Faults
{
    public static StoreFault? Of(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is DeleteObjectsException { Response.DeleteErrors: [var first, ..] })
                return new(ErrorOf(first.Code, HttpStatusCode.OK, ""), IsTransient(first.Code, HttpStatusCode.OK), Safe(first.Code));
            if (cause is AmazonServiceException service && (!string.IsNullOrEmpty(service.ErrorCode) || (int)service.StatusCode >= 300))
                return Of(service);
        }

        // The library's own complaints have no type; of those before a request only this one is the user's.
        if (NetworkFaults.Of(e) is { } network)
            return network;
        return e is AmazonClientException ? new(BucketError.NoCredentials, IsTransient: false, "NoCredentials") : null;
    }

    private static StoreFault Of(AmazonServiceException e)
    {
        var code = e.ErrorCode ?? "";
        return new(ErrorOf(code, e.StatusCode, e.Message), IsTransient(code, e.StatusCode), Answer(e), RetryAfter(e));
    }

    private static BucketError ErrorOf(string code, HttpStatusCode status, string message) => code switch
    {
        "NoSuchKey" or "NoSuchUpload" or "NoSuchVersion" => BucketError.NotFound,
        "NoSuchBucket" => BucketError.BucketNotFound,
        "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" => BucketError.WrongRegion,
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidSecurity" or "InvalidToken" or "InvalidClientTokenId"
            or "InvalidIdentityToken" or "IDPRejectedClaim" or "UnrecognizedClientException" => BucketError.BadCredentials,
        "ExpiredToken" or "ExpiredTokenException" or "TokenRefreshRequired" => BucketError.ExpiredCredentials,
        "RequestTimeTooSkewed" or "RequestExpired" => BucketError.ClockSkewed,
        "QuotaExceeded" or "ServiceQuotaExceeded" => BucketError.Full,
        "InvalidEncryptionAlgorithmError" or "ServerSideEncryptionConfigurationNotFoundError" => BucketError.EncryptionRefused,
        "BadDigest" or "InvalidDigest" or "XAmzContentSHA256Mismatch" => BucketError.Corrupted,
        "PreconditionFailed" or "InvalidRange" => BucketError.Changed,
        "KeyTooLongError" or "InvalidObjectName" => BucketError.Unwritable,
        _ when code.StartsWith("KMS.", StringComparison.Ordinal) || message.Contains("kms:", StringComparison.OrdinalIgnoreCase) => BucketError.EncryptionRefused,
        "AccessDenied" or "AccessDeniedException" or "AllAccessDisabled" or "AccountProblem" => BucketError.Denied,
        _ => status switch
        {
            HttpStatusCode.NotFound => BucketError.NotFound,
            HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => BucketError.Denied,
            HttpStatusCode.MovedPermanently => BucketError.WrongRegion,
            HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestedRangeNotSatisfiable => BucketError.Changed,
            HttpStatusCode.InsufficientStorage => BucketError.Full,
            _ => BucketError.Unavailable,
        },
    };

    private static bool IsTransient(string code, HttpStatusCode status) => code
        is "SlowDown" or "InternalError" or "ServiceUnavailable" or "RequestTimeout" or "Throttling" or "ThrottlingException" or "TooManyRequests"
        or "RequestLimitExceeded" or "BandwidthLimitExceeded" or "OperationAborted" or "ConditionalRequestConflict"
        or "BadDigest" or "XAmzContentSHA256Mismatch" or "IDPCommunicationError"
        || status is HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout;

    private static TimeSpan? RetryAfter(AmazonServiceException e) =>
        e.InnerException is HttpErrorResponseException { Response: { } response }
        && response.IsHeaderPresent("Retry-After")
        && int.TryParse(response.GetHeaderValue("Retry-After"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static string Answer(AmazonServiceException e) =>
        string.Join(' ', new[] { ((int)e.StatusCode).ToString(CultureInfo.InvariantCulture), Safe(e.ErrorCode), Safe(e.RequestId) }.Where(word => word.Length > 0));

    // Codes and numbers of requests are words; anything else is not passed on.
    private static string Safe(string? word) =>
        word is { Length: <= 128 } && word.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_') ? word : "";
}
