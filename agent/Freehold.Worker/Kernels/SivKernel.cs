using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;
using Freehold.Worker.Encryption;

namespace Freehold.Worker.Kernels;

/// <summary>Encryption of whole texts with AES-SIV, and its way back. A tweak is associated data.</summary>
internal sealed class SivKernel : ValueKernel
{
    private readonly EncryptAction _action;
    private readonly AesSiv _cipher;
    private byte[] _bytes = new byte[256];
    private byte[] _text = new byte[512];

    public SivKernel(EncryptAction action, byte[] key)
    {
        _action = action;
        _cipher = action.Tweak.Length == 0 ? new AesSiv(key) : new AesSiv(key, Encoding.UTF8.GetBytes(action.Tweak));
    }

    public override string Refusal => FailureDetail.NotDecryptable;

    public override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result) =>
        _action.Decrypts ? TryDecrypt(value, out result) : Encrypt(value, out result);

    public override void Dispose() => _cipher.Dispose();

    private bool Encrypt(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> result)
    {
        Reserve(value.Length + AesSiv.Overhead);
        var cipherText = _bytes.AsSpan(0, value.Length + AesSiv.Overhead);
        _cipher.Encrypt(value, cipherText);

        int length;
        if (_action.Output is CipherTextForm.Hex)
        {
            Convert.TryToHexStringLower(cipherText, _text, out length);
        }
        else
        {
            Base64Url.TryEncodeToUtf8(cipherText, _text, out length);
        }

        result = _text.AsSpan(0, length);
        return true;
    }

    private bool TryDecrypt(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> result)
    {
        result = default;
        Reserve(value.Length);

        // What decrypts may have been text of anybody who has the key: the engine takes UTF-8 and nothing else.
        if (!TryDecode(value, out var length) || length < AesSiv.Overhead)
            return _action.OnInvalid is InvalidValues.Empty;
        var text = _text.AsSpan(0, length - AesSiv.Overhead);
        if (!_cipher.TryDecrypt(_bytes.AsSpan(0, length), text) || !Utf8.IsValid(text))
            return _action.OnInvalid is InvalidValues.Empty;

        result = text;
        return true;
    }

    private bool TryDecode(ReadOnlySpan<byte> value, out int length) => _action.Output is CipherTextForm.Hex
        ? Convert.FromHexString(value, _bytes, out _, out length) is OperationStatus.Done
        : Base64Url.DecodeFromUtf8(value, _bytes, out _, out length) is OperationStatus.Done;

    private void Reserve(int bytes)
    {
        if (_bytes.Length >= bytes)
            return;
        _bytes = new byte[2 * bytes];
        _text = new byte[4 * bytes];
    }
}
