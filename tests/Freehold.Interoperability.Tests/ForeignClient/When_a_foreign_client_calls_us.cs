using Freehold.Interoperability.Tests.Peers;
using Freehold.Interoperability.Tests.Wire;
using Grpc.Core;

namespace Freehold.Interoperability.Tests.ForeignClient;

public sealed class When_a_foreign_client_calls_us(PeerLanguage language, Transport transport)
    : OurServerCalledByAForeignClient(language, transport)
{
    [Test]
    public void Text_and_bytes_come_back()
    {
        var result = Run.Result("unary");

        Assert.That(result.Text, Is.EqualTo(Samples.Text));
        Assert.That(result.Payload, Is.EqualTo(Samples.AllBytes));
    }

    [Test]
    public void Headers_and_trailers_come_back_as_text_and_as_bytes()
    {
        var result = Run.Result("metadata");

        Assert.That(Values(result.Headers, "x-header-bytes-bin"), Is.EqualTo(new[] { Convert.ToBase64String(Samples.AllBytes) }));
        Assert.That(Values(result.Trailers, "x-trailer-text"), Is.EqualTo(new[] { "three" }));
        Assert.That(Values(result.Trailers, "x-trailer-bytes-bin"), Is.EqualTo(new[] { Convert.ToBase64String(Samples.AllBytes) }));
    }

    [Test]
    public void A_repeated_key_keeps_all_its_values_in_order()
    {
        // Values of one key may travel as one, joined with commas: gRPC and HTTP hold the two for equal.
        var values = Values(Run.Result("metadata").Headers, "x-header-text")
            .SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries));

        Assert.That(values, Is.EqualTo(new[] { "one", "two" }));
    }

    [Test]
    public void A_failure_has_its_code_and_its_message([ValueSource(nameof(FailureCodes))] StatusCode code)
    {
        var result = Run.Result($"status_{(int)code}");

        Assert.That(result.Code, Is.EqualTo((int)code));
        Assert.That(result.Message, Is.EqualTo(Samples.StatusMessage));
    }

    [Test]
    public void A_failure_brings_its_trailers()
    {
        var result = Run.Result("trailers_of_a_failure");

        Assert.That(result.Code, Is.EqualTo((int)StatusCode.FailedPrecondition));
        Assert.That(Values(result.Trailers, "x-trailer-text"), Is.EqualTo(new[] { "three" }));
        Assert.That(Values(result.Trailers, "x-trailer-bytes-bin"), Is.EqualTo(new[] { Convert.ToBase64String(Samples.AllBytes) }));
    }

    private static IEnumerable<StatusCode> FailureCodes => Enum.GetValues<StatusCode>().Where(code => code is not StatusCode.OK);

    private static IEnumerable<string> Values(string[][] metadata, string key) =>
        metadata.Where(entry => entry[0] == key).Select(entry => entry[1]);
}
