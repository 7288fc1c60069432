namespace k8s.Models;

public partial record V1LimitRangeItem
{
    [JsonPropertyName("max")]
    public IDictionary<string, ResourceQuantity> Max { get; set; }

    [JsonPropertyName("min")]
    public IDictionary<string, ResourceQuantity> Min { get; set; }

    [JsonPropertyName("type")]
    public string Type { get; set; }
}
