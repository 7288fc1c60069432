using Amazon.S3;
using Amazon.S3.Model;
using Freehold.JobContract.Connections;

namespace Freehold.Buckets.S3;

/// <summary>Asks for the encryption that a connection wants, with each object.</summary>
internal sealed class S3Encryption(BucketConnection connection)
{
    private readonly ServerSideEncryptionMethod? _method = connection.Encryption switch
    {
        "AES256" => ServerSideEncryptionMethod.AES256,
        "aws:kms" => ServerSideEncryptionMethod.AWSKMS,
        _ => null,
    };

    /// <summary>Whether any is.</summary>
    public bool IsAsked => _method is not null;

    public void Ask(PutObjectRequest request)
    {
        if (_method is null)
            return;

        request.ServerSideEncryptionMethod = _method;
        request.ServerSideEncryptionKeyManagementServiceKeyId = connection.KmsKeyId;
    }

    public void Ask(InitiateMultipartUploadRequest request)
    {
        if (_method is null)
            return;

        request.ServerSideEncryptionMethod = _method;
        request.ServerSideEncryptionKeyManagementServiceKeyId = connection.KmsKeyId;
    }
}
