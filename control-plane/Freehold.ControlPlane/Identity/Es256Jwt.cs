using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Freehold.ControlPlane.Identity;

/// <summary>
/// JSON Web Tokens in compact form with one algorithm, ES256 (RFC 7515, 7518). The token has no say in how it is checked:
/// a header with another algorithm, or with another key's id, is refused before anything is computed.
/// </summary>
internal sealed class Es256Jwt(ECDsa key)
{
    // Longer ones are not ours; they are refused before they cost anything.
    private const int MaxLength = 4096;

    /// <summary>The key's id: its thumbprint by RFC 7638.</summary>
    public string KeyId { get; } = ThumbprintOf(key);

    public string Sign(JsonObject claims)
    {
        var header = new JsonObject { ["alg"] = "ES256", ["typ"] = "JWT", ["kid"] = KeyId };
        var signed = $"{Encode(header)}.{Encode(claims)}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The claims of a token with a good signature; they are not judged here.</summary>
    public bool TryVerify(string token, out JsonObject claims)
    {
        claims = [];
        if (token.Length > MaxLength || token.Split('.') is not [var header, var payload, var signature])
            return false;

        if (!TryDecode(header, out var fields) || Text(fields, "alg") != "ES256" || Text(fields, "kid") != KeyId || fields.ContainsKey("crit"))
            return false;

        return Base64Url.IsValid(signature)
            && key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{payload}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256)
            && TryDecode(payload, out claims);
    }

    /// <summary>A claim or field that is text, else null.</summary>
    public static string? Text(JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>A claim that is a time in whole seconds since 1970, else null.</summary>
    public static DateTimeOffset? Time(JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.TryGetValue<long>(out var seconds) && seconds is >= 0 and < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));

    private static bool TryDecode(string part, out JsonObject fields)
    {
        fields = [];
        if (!Base64Url.IsValid(part))
            return false;

        try
        {
            // A member that stands there twice means different things to different readers.
            var strict = new JsonDocumentOptions { AllowDuplicateProperties = false };
            if (JsonNode.Parse(Base64Url.DecodeFromChars(part), documentOptions: strict) is not JsonObject read)
                return false;
            fields = read;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string ThumbprintOf(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var members = $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(members)));
    }
}
